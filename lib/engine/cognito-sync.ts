import { poolNamed, poolRule } from './identity-pool';
import type { OperationContext, Question } from './operation';
import type { SyncConfiguration } from '../world/resources';

/** The regions that Amazon Cognito Sync was brought to before AWS AppSync took its place (botocore's endpoints, 2026-08). */
const regions: ReadonlySet<string> = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'us-east-1',
  'us-east-2',
  'us-west-2',
]);

export const hasSync = (region: string): boolean => regions.has(region);

export const syncRule = { pool: { ...poolRule.pool, cite: 'https://docs.aws.amazon.com/cognitosync/latest/APIReference/API_GetIdentityPoolConfiguration.html' } } as const;

/** What operations on one pool are told. */
export interface SyncInput {
  readonly IdentityPoolId?: string | undefined;
}

/** What a request about a pool's synchronised data asks IAM. */
export function aboutSync({ IdentityPoolId = '' }: SyncInput, { partition, region, account }: OperationContext): Question {
  return { resource: `arn:${partition}:cognito-sync:${region}:${account}:identitypool/${IdentityPoolId}` };
}

/** What the pool does with synchronised data; nothing, unless it was told to. */
export function syncOf({ IdentityPoolId: id }: SyncInput, context: OperationContext<'pool'>): SyncConfiguration {
  const { IdentityPoolId } = poolNamed(id, context);
  return context.get('Lifeguard::SyncConfiguration', IdentityPoolId) ?? { IdentityPoolId };
}
