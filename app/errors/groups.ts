import type { ErrorEntry } from '@/content/errors';

const names: Readonly<Record<string, string>> = {
  'cognito-identity': 'From the identity pool',
  'cognito-idp': 'From the user pool',
  sts: 'From STS',
};

/** Who says it: the heading an error stands under. */
export function groupOf({ operations }: Pick<ErrorEntry, 'operations'>): string {
  const service = (operations[0] ?? '').split(':')[0] ?? '';
  return names[service] ?? 'From the service you called';
}
