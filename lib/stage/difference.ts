/** One place where two payloads differ, as `Logins.cognito-idp…`; a side that has nothing there is undefined. */
export interface Difference {
  readonly path: string;
  readonly here: unknown;
  readonly good: unknown;
}

/** Where two payloads differ, leaf by leaf, in the order of the first. */
export function differences(here: unknown, good: unknown, path = ''): readonly Difference[] {
  if (isObject(here) && isObject(good)) {
    const fields = [...new Set([...Object.keys(here), ...Object.keys(good)])];
    return fields.flatMap((field) => differences(here[field], good[field], path === '' ? field : `${path}.${field}`));
  }
  return JSON.stringify(here) === JSON.stringify(good) ? [] : [{ path, here, good }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
