import { isGap } from '../../world/gap';
import { get, put } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import { notes, notesWorld, withPool } from '../examples';
import { auditorAsks, loginProbe, userPoolProviders } from '../login-probes';
import { orGap } from '../or-gap';
import type { LoginProvider } from '../people';
import { resetsPool } from '../pool-edits';
import { withoutProvider } from '../provider-edits';
import { cwe, references } from '../references';

interface TrustedClient extends Subject {
  readonly provider: LoginProvider & { readonly userPoolId: string };
}

const oldClient = '0ld0c11e9t0000000000000000';

export const deletedAppClient = check<TrustedClient>({
  code: 'PRV-04',
  name: 'deleted-app-client',
  title: 'A trusted app client does not exist',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Medium: nobody can sign in with it.',
  docs: {
    what: 'The identity pool lists a user pool together with an app client that the user pool does not have. The check asks for the client, and has a token that it may still have issued presented to the identity pool.',
    why: 'Users of the application behind it get no credentials. More often the client was replaced, and its successor is not listed: then the application is broken, and the list hides why.',
    falsePositives: 'A denied DescribeUserPoolClient says nothing and is reported as unknown. If the whole user pool is gone, PRV-03 says so.',
    fix: 'Take the entry from the list, and list the client that replaced it.',
  },
  references: [references.providers, cwe(672)],
  examples: {
    fails: [
      { title: 'the only client is gone', world: put(notesWorld, 'AWS::Cognito::UserPoolClient', notes.client, undefined), severity: 'medium' },
      { title: 'an old client is still listed', world: withPool({ CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client }, { ProviderName: notes.provider, ClientId: oldClient }] }), severity: 'medium' },
    ],
    passes: [{ title: 'the client is there', world: notesWorld }],
  },
  subjects: (pool) => userPoolProviders(pool).map((provider) => ({ provider, resource: { type: 'AWS::Cognito::UserPoolClient', id: `${provider.userPoolId}/${provider.audience}` } })),
  probes({ provider }, pool): readonly Attempt[] {
    const { userPoolId, audience: ClientId } = provider;
    const exists = orGap(() => get(pool.world, 'AWS::Cognito::UserPool', userPoolId));
    if (isGap(exists)) return [exists];
    if (exists === undefined) return [];
    return [
      loginProbe(pool, {
        title: `The auditor asks for the app client ${ClientId}; a token of it is presented`,
        provider,
        before: [auditorAsks('describe-client', 'cognito-idp:DescribeUserPoolClient', { UserPoolId: userPoolId, ClientId }, { goesOn: true })],
        proves: { ends: 'ok', refused: [{ call: 'describe-client' }] },
        otherwise: `The app client ${ClientId} exists.`,
        claim: { severity: 'medium', confidence: 'proved', actor: 'signed-in', message: `The app client ${ClientId}, which the pool trusts, does not exist in ${userPoolId}.` },
      }),
    ];
  },
  fix: ({ provider }, pool) => ({
    summary: `Take the app client ${provider.audience} from the pool’s providers.`,
    world: withoutProvider(pool.world, pool.id, ({ ProviderName, ClientId }) => ProviderName === provider.name && ClientId === provider.audience),
    warning: resetsPool,
    closes: [`signed-in enhanced ${provider.mapping}`],
  }),
});
