/** Pages of a list. The token is the place where the next page begins; to callers it is opaque. */
export function pageOf<T>(items: readonly T[], size: number, token: string | undefined): { readonly page: readonly T[]; readonly next?: string } {
  const start = token === undefined ? 0 : Number(token.slice(tokenMark.length));
  const end = start + size;
  return { page: items.slice(start, end), ...(end < items.length ? { next: `${tokenMark}${end}` } : {}) };
}

const tokenMark = 'next-';
