import type { Tri } from './decision';

/** Three-valued truth as a number, so that "and" is the smaller and "or" the greater. */
export type Truth = 0 | 1 | 2;
export const NO = 0;
export const UNKNOWN = 1;
export const YES = 2;

const WORDS: readonly Tri[] = ['no', 'unknown', 'yes'];

export function wordOf(truth: Truth): Tri {
  return WORDS[truth] as Tri;
}

export function both(a: Truth, b: Truth): Truth {
  return a < b ? a : b;
}

export function either(a: Truth, b: Truth): Truth {
  return a > b ? a : b;
}

export function not(a: Truth): Truth {
  return (YES - a) as Truth;
}
