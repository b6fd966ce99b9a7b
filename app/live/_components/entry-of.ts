import { explainError, type ErrorEntry } from '@/content/errors';
import type { AwsError } from '@/lib/engine/refusal';

/** The entry whose words these are; only the words count, because one code stands for many mistakes. */
export function entryOf({ code, message }: Pick<AwsError, 'code' | 'message'>, operation: string): ErrorEntry | undefined {
  if (message === '') return undefined;
  const found = explainError(message).filter((entry) => entry.code === code);
  return found.find((entry) => entry.operations.includes(operation)) ?? found[0];
}
