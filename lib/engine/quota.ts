import type { Reason } from './refusal';
import type { Quotas, State } from './state';

/** What AWS gives an account before anyone asks for more (aws-facts §4). A state applies none unless it is told to. */
export const publishedQuotas: Quotas = {
  'cognito-identity:GetId': 25,
  'cognito-identity:GetCredentialsForIdentity': 200,
  'cognito-identity:GetOpenIdToken': 200,
  'cognito-identity:GetOpenIdTokenForDeveloperIdentity': 200,
};

/** Counts a call, and says what rule it broke if it came once too often within its second. Refused calls count too. */
export function overQuota(state: State, operation: string): Reason | undefined {
  const quota = state.quotas?.[operation];
  if (quota === undefined) return undefined;
  const counts = (state.records.callCount ??= new Map());
  const last = counts.get(operation);
  const count = last?.second === state.now ? last.count + 1 : 1;
  counts.set(operation, { second: state.now, count });
  return count <= quota
    ? undefined
    : {
        rule: 'quota',
        label: 'quota',
        says: `No more than ${quota} such calls are made in a second.`,
        cite: 'aws-facts §3a-20',
        holds: false,
        actual: `this is call ${count} of the second`,
      };
}
