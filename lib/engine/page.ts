/** A page of a list, and the token under which the next begins. */
export interface Page<T> {
  readonly page: readonly T[];
  readonly next?: string;
}

/** The page that a token asks for: the token is the place at which it begins. */
export function pageOf<T>(all: readonly T[], size: number, token: string | undefined): Page<T> {
  const start = token === undefined ? 0 : Math.max(0, Number(token) || 0);
  const end = start + Math.max(1, size);
  return { page: all.slice(start, end), ...(end < all.length ? { next: String(end) } : {}) };
}
