import { coreCatalogue, type Catalogue } from '../catalogue/catalogue';
import type { PolicySet } from '../decision';
import { parsePolicy } from '../parse';
import type { NamedPolicy } from '../policy';
import type { ReachQuestion } from './question';

/** The statements of a policy as a test writes them. */
export type Statements = readonly Readonly<Record<string, unknown>>[];

export const account = '111122223333';
export const sub = '${cognito-identity.amazonaws.com:sub}';
export const aliceSub = 'us-east-1:aaaaaaaa-0000-4000-8000-00000000a11c';
export const mallorySub = 'us-east-1:bbbbbbbb-0000-4000-8000-0000000ba110';

export const policy = (name: string, ...statements: Statements): NamedPolicy => ({
  name,
  policy: parsePolicy({ Version: '2012-10-17', Statement: statements }).policy,
});

export const allow = (actions: string | readonly string[], resources: string | readonly string[] = '*', condition?: object) => ({
  Effect: 'Allow',
  Action: actions,
  Resource: resources,
  ...(condition ? { Condition: condition } : {}),
});

export const deny = (actions: string | readonly string[], resources: string | readonly string[] = '*', condition?: object) => ({
  ...allow(actions, resources, condition),
  Effect: 'Deny',
});

/** One STS call's session policies, two of them, in the manner of those that guests get in the enhanced flow. */
export const guestSession: readonly NamedPolicy[] = [
  policy('inline session policy', allow(['cognito-identity:*', 'cognito-idp:*', 'dynamodb:*', 'lambda:*', 'logs:*', 's3:*', 'sns:*', 'sqs:*'], ['*'])),
  policy('managed session policy', allow(['geo:GetMap*', 'kms:Decrypt', 'polly:*', 'rum:PutRumEvents'])),
];

/** A role of the account whose sessions Alice and Mallory hold. */
export function ask(
  statements: Statements,
  more: Partial<PolicySet> & Partial<Pick<ReachQuestion, 'context' | 'alice' | 'mallory' | 'absent'>> = {},
  catalogue: Catalogue = coreCatalogue,
): ReachQuestion {
  const { context, alice, mallory, absent, ...policies } = more;
  return {
    principal: `arn:aws:sts::${account}:assumed-role/app/CognitoIdentityCredentials`,
    account,
    partition: 'aws',
    region: 'us-east-1',
    policies: { identity: [policy('app', ...statements)], ...policies },
    context: { 'aws:userid': 'AROAEXAMPLE:CognitoIdentityCredentials', ...context },
    alice: alice ?? { name: 'Alice', context: { 'cognito-identity.amazonaws.com:sub': aliceSub } },
    mallory: mallory ?? { name: 'Mallory', context: { 'cognito-identity.amazonaws.com:sub': mallorySub } },
    absent,
    catalogue,
  };
}

/** The core catalogue with a few actions only: laws ask many roles, and groups of actions do not need hundreds to be groups. */
export function sliceOf(names: readonly string[]): Catalogue {
  const actions = coreCatalogue.actions.filter(({ name }) => names.includes(name));
  const at = new Map(actions.map(({ name }, position) => [name, position]));
  const known = new Map<string, readonly number[]>();
  const positions = (pattern: string): readonly number[] => {
    const found = known.get(pattern) ?? coreCatalogue.expand(pattern).flatMap((name) => at.get(name) ?? []);
    known.set(pattern, found);
    return found;
  };
  return { ...coreCatalogue, actions, positions };
}
