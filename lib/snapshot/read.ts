import type { z } from 'zod';
import type { Gap } from '../world/gap';
import type { Draft } from './draft';

/** How a list comes in pages. */
export interface Paging {
  /** The arrays in the output that the pages divide up. */
  readonly items: readonly string[];
  /** The output's field that names the next page. */
  readonly next: string;
  /** The input's field that asks for it. */
  readonly token: string;
  /** Asks for the largest page. */
  readonly largest?: Readonly<Record<string, number>>;
}

/**
 * One read operation of AWS's: what an audit needs it for, and what its answer fills in the World. The collector, the loader
 * and the printed least-privilege policy all follow from these.
 */
export interface Read<I = Readonly<Record<string, unknown>>, O = Readonly<Record<string, unknown>>> {
  readonly operation: string;
  /** The IAM actions that allow it; none where AWS asks for none. */
  readonly actions: readonly string[];
  /** One sentence: what an audit learns from it. */
  readonly why: string;
  /** An audit without it still judges nearly everything. */
  readonly optional?: true;
  readonly input: z.ZodType<I>;
  readonly output: z.ZodType<O>;
  readonly paging?: Paging;
  /** What the input asks about, for the sentence of a gap. */
  subject(input: I): string;
  /** `whole` says whether every page is here. */
  fill(draft: Draft, input: I, output: O, whole: true | Gap): void;
  /** AWS answered, with this code, that it does not exist. */
  absent?(draft: Draft, input: I, code: string): void;
  /** AWS refused, or did not answer. */
  unread(draft: Draft, input: I, gap: Gap): void;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry holds reads of every input and output
export type AnyRead = Read<any, any>;

/** Declares a read; the compiler then knows its input and output from their schemas. */
export function read<I, O>(declared: Read<I, O>): Read<I, O> {
  return declared;
}
