import { from, type Call } from '../../engine/scenario';
import { get, patch } from '../../world/world';
import type { UserPool, UserPoolClient } from '../../world/resources';
import { check, type Attempt, type Probe, type Subject } from '../check';
import type { Claim } from '../claim';
import { allow, invitationOnly, notesWorld, signedInRole, withClient, withPolicy } from '../examples';
import { userPoolProviders } from '../login-probes';
import { cast, withPeople, type LoginProvider } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { wantedBy, type Wanted } from '../requests';
import { withoutPublicReading } from '../public-reading';
import { worstOf } from '../severities';
import { sdkSignIn } from '../sign-in';
import { confirmCall, newcomer, newName, signUpCall } from '../sign-up';

interface SsoClient extends Subject {
  readonly provider: LoginProvider & { readonly userPoolId: string };
  readonly client: UserPoolClient;
  readonly userPool: UserPool;
}

const sso = withClient({ SupportedIdentityProviders: ['Work'], AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid', 'email'] });
const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')], sso);

export const ssoWithOpenSignUp = check<SsoClient>({
  code: 'UPL-02',
  name: 'sso-with-open-sign-up',
  title: 'An application for single sign-on, and anyone may make a local account',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'High when the session that a newcomer gets reads others’ data or more; low otherwise.',
  docs: {
    what: 'The trusted app client offers only a company’s identity provider on its sign-in page, while the user pool lets people sign up and the client takes passwords through the SDK. The check signs somebody up, signs in and goes to the identity pool.',
    why: 'Leaving the user pool itself off the client’s list hides it from the hosted page. It does not stop the user pool’s API, which takes anybody’s sign-up with the public client ID. The newcomer is then a signed-in user like everyone from the company.',
    falsePositives: 'If role mapping asks for a claim that only the company’s provider sets, and denies otherwise, the newcomer gets no credentials, and the check passes.',
    fix: 'Let only administrators create users. A web ACL on the user pool can also refuse SignUp.',
  },
  references: [references.selfSignUp, cwe(288)],
  examples: {
    fails: [
      { title: 'newcomers read everybody’s photos', world: readsAll, severity: 'high' },
      { title: 'newcomers get a session for what is theirs', world: sso, severity: 'low' },
    ],
    passes: [
      { title: 'only administrators create users', world: invitationOnly(readsAll) },
      { title: 'the client takes no password', world: withClient({ ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }, readsAll) },
      { title: 'the client offers local accounts, and says so', world: notesWorld },
    ],
  },
  subjects: (pool) =>
    userPoolProviders(pool).flatMap((provider): readonly SsoClient[] => {
      const client = get(pool.world, 'AWS::Cognito::UserPoolClient', provider.audience);
      const userPool = get(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId);
      if (client === undefined || userPool === undefined || !isForSso(client)) return [];
      return [{ provider, client, userPool, resource: { type: 'AWS::Cognito::UserPoolClient', id: `${provider.userPoolId}/${provider.audience}` } }];
    }),
  probes(subject, pool): readonly Attempt[] {
    const { client } = subject;
    const way = pool.try(pool.signedIn(subject.provider));
    if ('unread' in way) return [way];
    const worst = isEntered(way) ? worstOf(withoutPublicReading(pool.reach(way), pool.world)).find(({ capability }) => capability >= 'K3') : undefined;
    const name = client.ClientName ?? client.ClientId;
    const does = worst === undefined ? 'be a signed-in user' : `${worst.action} on ${worst.grant.resource}`;
    const claim: Claim = {
      severity: worst === undefined ? 'low' : 'high',
      confidence: 'proved',
      actor: 'self-registered',
      message: `Anyone can sign up past the single sign-on of ${name} and ${worst === undefined ? does : `use ${does}`}.`,
    };
    const wanted = worst === undefined || !isEntered(way) ? [] : [wantedBy(pool.reach(way), worst.action, worst.grant)];
    return [probeFor(subject, pool, wanted, claim)];
  },
  fix({ userPool }, pool) {
    const world = patch(pool.world, 'AWS::Cognito::UserPool', userPool.Id, { AdminCreateUserConfig: { ...userPool.AdminCreateUserConfig, AllowAdminCreateUserOnly: true } });
    return {
      summary: 'Let only administrators create users.',
      world,
      warning: 'UpdateUserPool resets whatever it is not given. The command below sends the user pool as it was read; compare it with the pool as it is now before you run it.',
    };
  },
});

/** A client whose sign-in page offers other providers and not the user pool itself. */
function isForSso({ SupportedIdentityProviders = [] }: UserPoolClient): boolean {
  return SupportedIdentityProviders.length > 0 && !SupportedIdentityProviders.includes('COGNITO');
}

function probeFor({ provider, client, userPool }: SsoClient, pool: AuditedPool, wanted: readonly Wanted[], claim: Claim): Probe {
  const signIn = sdkSignIn(client, { email: newName(userPool), password: newcomer.password });
  const Logins = { [provider.name]: signIn.idToken };
  const requests = wanted.map(({ action, resource }): Call => ({ id: 'request', by: 'mallory', operation: action, input: {}, asks: { resource }, signedBy: from('get-credentials', 'Credentials') }));
  return {
    title: `Somebody signs up with ${userPool.Name ?? userPool.Id} and goes to the identity pool`,
    prepare: (world) => withPeople(world, provider.userPoolId),
    people: { mallory: { ...cast.newcomer, detail: 'not of the company' } },
    calls: [
      signUpCall(userPool, client),
      confirmCall(userPool, client),
      ...signIn.calls,
      { id: 'get-id', by: 'mallory', operation: 'cognito-identity:GetId', input: { IdentityPoolId: pool.id, Logins } },
      { id: 'get-credentials', by: 'mallory', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('get-id', 'IdentityId'), Logins } },
      ...requests,
    ],
    proves: { ends: 'ok' },
    claim,
  };
}

