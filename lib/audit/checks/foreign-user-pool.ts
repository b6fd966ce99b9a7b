import { publicKeysOf } from '../../engine/user-pool';
import { get, put } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import { notes, notesWorld } from '../examples';
import { auditorAsks, loginProbe, userPoolsOnce } from '../login-probes';
import type { LoginProvider } from '../people';
import { cast } from '../people';
import { resetsPool } from '../pool-edits';
import { withoutProvider } from '../provider-edits';
import { cwe, references } from '../references';

interface TrustedUserPool extends Subject {
  readonly provider: LoginProvider & { readonly userPoolId: string };
}

const keys = publicKeysOf(notes.userPool);
const foreign = put(put(notesWorld, 'AWS::Cognito::UserPool', notes.userPool, undefined), 'Lifeguard::PublicKeySet', keys, { Url: keys, Status: 200 });

export const foreignUserPool = check<TrustedUserPool>({
  code: 'PRV-05',
  name: 'foreign-user-pool',
  title: 'A trusted user pool belongs to another account',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'High unless the owner is known and meant to decide.',
  docs: {
    what: 'The identity pool lists a user pool that is not in this account, although its public keys answer: it lives somewhere else. The check has one of its users ask for credentials.',
    why: 'The other account’s owner makes the users, writes their claims and puts them into groups with role ARNs of their choice. Where roles follow claims or tokens, that owner chooses the role. Listing a user pool of one’s own is also a way to stay in an account that has been broken into.',
    falsePositives: 'A central account for identities is a deliberate design; suppress the finding with that reason. Nothing in a user pool’s ID tells whose it is. The public keys are asked for only when the user wants that; until then this is unknown.',
    fix: 'Take the provider from the pool, or say whose it is and pin the roles to that provider.',
  },
  references: [references.providers, cwe(346), cwe(441)],
  examples: {
    fails: [{ title: 'the user pool is not here, and its keys answer', world: foreign, severity: 'high' }],
    passes: [
      { title: 'the user pool is here', world: notesWorld },
      { title: 'the user pool is nowhere', world: put(notesWorld, 'AWS::Cognito::UserPool', notes.userPool, undefined) },
    ],
  },
  subjects: (pool) => userPoolsOnce(pool).map((provider) => ({ provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } })),
  probes({ provider }, pool): readonly Attempt[] {
    const { userPoolId } = provider;
    const isHere = get(pool.world, 'AWS::Cognito::UserPool', userPoolId) !== undefined;
    const answers = isHere || get(pool.world, 'Lifeguard::PublicKeySet', publicKeysOf(userPoolId))?.Status === 200;
    return [
      loginProbe(pool, {
        title: `The auditor asks for ${userPoolId}; one of its users asks for credentials`,
        provider,
        visitor: { ...cast.user, detail: 'made by the other account’s owner' },
        before: [auditorAsks('describe-user-pool', 'cognito-idp:DescribeUserPool', { UserPoolId: userPoolId }, { goesOn: true })],
        to: 'credentials',
        // Keys that do not answer mean that there is no such user pool anywhere, and no user of it.
        proves: { ends: 'ok', refused: [{ call: answers ? 'describe-user-pool' : 'public-keys' }] },
        otherwise: isHere ? `The user pool ${userPoolId} is in this account.` : `The user pool ${userPoolId} is nowhere: its public keys do not answer.`,
        claim: { severity: 'high', confidence: 'proved', actor: 'aws-principal', message: `The user pool ${userPoolId}, which the pool trusts, belongs to another account, whose owner decides who gets in.` },
      }),
    ];
  },
  fix: ({ provider }, pool) => ({
    summary: `Take ${provider.name} from the pool’s providers.`,
    world: withoutProvider(pool.world, pool.id, ({ ProviderName }) => ProviderName === provider.name),
    warning: resetsPool,
    closes: [`signed-in enhanced ${provider.mapping}`],
  }),
});
