import { publicKeysOf } from '../../engine/user-pool';
import { isGap } from '../../world/gap';
import { get, put } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import { notes, notesWorld } from '../examples';
import { auditorAsks, loginProbe, userPoolsOnce } from '../login-probes';
import { orGap } from '../or-gap';
import type { LoginProvider } from '../people';
import { resetsPool } from '../pool-edits';
import { withoutProvider } from '../provider-edits';
import { cwe, references } from '../references';

interface TrustedUserPool extends Subject {
  readonly provider: LoginProvider & { readonly userPoolId: string };
}

const deleted = put(notesWorld, 'AWS::Cognito::UserPool', notes.userPool, undefined);

export const deletedUserPool = check<TrustedUserPool>({
  code: 'PRV-03',
  name: 'deleted-user-pool',
  title: 'A trusted user pool does not exist',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium: nobody can sign in with it.',
  docs: {
    what: 'The identity pool lists a user pool that AWS says does not exist in this account and region. The check asks for the user pool, and has a token that it may still have issued presented to the identity pool.',
    why: 'Users of that provider cannot sign in any more, and the role mappings and tag maps that hang on it lead nowhere.',
    falsePositives: 'A denied DescribeUserPool says nothing and is reported as unknown. A user pool that is not in this account may belong to another one: its public keys tell the two apart, and unless they were asked for, this finding is plausible and PRV-05 unknown. The ID of a deleted user pool cannot be registered again, as far as is known.',
    fix: 'Take the provider, and what hangs on it, from the identity pool; or list the user pool that replaced it.',
  },
  references: [references.providers, cwe(672)],
  examples: {
    fails: [{ title: 'the user pool is gone', world: deleted, severity: 'medium' }],
    passes: [
      { title: 'the user pool is there', world: notesWorld },
      { title: 'it is another account’s', world: put(deleted, 'Lifeguard::PublicKeySet', publicKeysOf(notes.userPool), { Url: publicKeysOf(notes.userPool), Status: 200 }) },
    ],
  },
  subjects: (pool) => userPoolsOnce(pool).map((provider) => ({ provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } })),
  probes({ provider }, pool): readonly Attempt[] {
    const { userPoolId } = provider;
    const describe = auditorAsks('describe-user-pool', 'cognito-idp:DescribeUserPool', { UserPoolId: userPoolId }, { goesOn: true });
    const elsewhere = orGap(() => get(pool.world, 'Lifeguard::PublicKeySet', publicKeysOf(userPoolId)));
    const exists = orGap(() => get(pool.world, 'AWS::Cognito::UserPool', userPoolId));
    if (isGap(exists)) return [exists];
    const keysAnswer = exists === undefined && !isGap(elsewhere) && elsewhere?.Status === 200;
    const unread = exists === undefined && isGap(elsewhere) ? [elsewhere.unread] : undefined;
    const message = unread === undefined ? `The user pool ${userPoolId}, which the pool trusts, has been deleted.` : `The user pool ${userPoolId}, which the pool trusts, is not in this account: deleted, or another account’s.`;
    return [
      loginProbe(pool, {
        title: `The auditor asks for ${userPoolId}; a token of it is presented`,
        provider,
        before: [describe],
        // Public keys that answer mean that the user pool lives elsewhere, which is another finding.
        proves: { ends: 'ok', refused: [{ call: keysAnswer ? 'public-keys' : 'describe-user-pool' }] },
        otherwise: keysAnswer ? `The user pool ${userPoolId} exists, in another account.` : `The user pool ${userPoolId} exists.`,
        claim: { severity: 'medium', confidence: unread === undefined ? 'proved' : 'plausible', actor: 'signed-in', message, ...(unread === undefined ? {} : { unread }) },
      }),
    ];
  },
  fix: ({ provider }, pool) => ({ summary: `Take ${provider.name} from the pool’s providers.`, world: withoutProvider(pool.world, pool.id, ({ ProviderName }) => ProviderName === provider.name), warning: resetsPool, closes: [`signed-in enhanced ${provider.mapping}`] }),
});
