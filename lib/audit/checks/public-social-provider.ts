import type { UserPoolIdentityProvider } from '../../world/resources';
import { get, list, patch, put, type World } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import type { Claim } from '../claim';
import { callsOf, peopled } from '../entrances';
import { allow, invitationOnly, notes, notesWorld, onPage, signedInRole, withClient, withPolicy, withPool, withUserPool } from '../examples';
import { cast, type LoginProvider } from '../people';
import { isEntered, type AuditedPool, type Way } from '../pool';
import { resetsPool } from '../pool-edits';
import { withoutLogin } from '../provider-edits';
import { withoutPublicReading } from '../public-reading';
import { cwe, references } from '../references';
import { registration } from '../registration';
import { probeOf, wantedBy } from '../requests';
import { severityFor, worstOf } from '../severities';
import { isSocial, socialSignIn } from '../social-sign-in';

interface SocialSource extends Subject {
  readonly provider: LoginProvider;
}

const google: UserPoolIdentityProvider = {
  UserPoolId: notes.userPool,
  ProviderName: 'Google',
  ProviderType: 'Google',
  ProviderDetails: { client_id: 'notes-at-google', authorize_scopes: 'openid email' },
  AttributeMapping: { username: 'sub', email: 'email' },
};

/** The notes app whose user pool knows Google, and whose app client offers it. */
function withGoogle(world: World = notesWorld, SupportedIdentityProviders: readonly string[] = ['COGNITO', 'Google']): World {
  const paged = withClient({ ...onPage('openid', 'email'), SupportedIdentityProviders }, withUserPool({ Domain: 'notes' }, world));
  return put(paged, 'AWS::Cognito::UserPoolIdentityProvider', `${notes.userPool}/Google`, google);
}

const direct = (world: World = notesWorld): World => withPool({ CognitoIdentityProviders: [], SupportedLoginProviders: { 'accounts.google.com': '1234-notes.apps.googleusercontent.com' } }, world);
const readsAll = (world: World): World => withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')], world);

export const publicSocialProvider = check<SocialSource>({
  code: 'PRV-08',
  name: 'public-social-provider',
  title: 'Anyone with a social account is a signed-in user',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Whoever registers alone × the worst that signed-in users may do; a remark when that is only what is their own, or when anyone may sign up anyway.',
  docs: {
    what: 'The identity pool, or an app client of a user pool that it trusts, takes people who signed in with Google, Facebook, Apple or Amazon. The check has somebody come that way whom the application has never seen, and tries the worst that the role for signed-in users allows.',
    why: 'Anybody can open such an account, so that “signed in” means everyone on the internet. That holds although only administrators create users: a user pool makes the user of a provider by itself, at the first sign-in.',
    falsePositives: 'An OAuth consent screen for one organisation, an app that is still in its test mode, or a trigger that looks at the address can keep strangers out, and none of them can be seen from here: the finding is plausible and asks. A PreSignUp trigger makes it unknown.',
    fix: 'Sign people in through a user pool whose PreSignUp trigger decides who may come, or take the provider away if nobody needs it. If everybody may come, narrow the role.',
  },
  references: [references.providers, references.federation, cwe(287), cwe(1390)],
  examples: {
    fails: [
      { title: 'the identity pool takes Google’s tokens, and users read everybody’s photos', world: readsAll(direct()), severity: 'high' },
      { title: 'the app client offers Google, though only administrators create users', world: readsAll(invitationOnly(withGoogle())), severity: 'high' },
    ],
    passes: [
      { title: 'anyone with a Google account gets what is their own', world: direct() },
      { title: 'invited users and anyone from Google get what is their own', world: invitationOnly(withGoogle()) },
      { title: 'anyone may sign up anyway', world: readsAll(withGoogle()) },
      { title: 'the user pool knows Google, and the app client does not offer it', world: readsAll(invitationOnly(withGoogle(notesWorld, ['COGNITO']))) },
      { title: 'nobody comes from elsewhere', world: notesWorld },
    ],
  },
  subjects: (pool) =>
    pool.liveProviders
      .filter(({ kind }) => kind === 'social' || kind === 'user pool')
      .map((provider) => ({ provider, resource: { type: 'AWS::Cognito::IdentityPool', id: `${pool.id} ${provider.mapping}` } })),
  probes({ provider }, pool): readonly Attempt[] {
    if (provider.kind === 'user pool') return throughUserPool(provider, pool);
    return [throughIdentityPool(provider, pool, claimOn(provider, provider.name, pool))];
  },
  fix({ provider }, pool, proved) {
    const closes = [pool.signedIn(provider).id];
    if (provider.kind === 'social') {
      return { summary: `Take ${provider.name} from the pool’s providers, and sign its users in through a user pool.`, world: withoutLogin(pool.world, pool.id, provider), warning: resetsPool, closes };
    }
    const client = get(pool.world, 'AWS::Cognito::UserPoolClient', provider.audience);
    const name = proved.calls[0]?.input.identity_provider;
    const SupportedIdentityProviders = client?.SupportedIdentityProviders?.filter((one) => one !== name) ?? [];
    return {
      summary: `Take ${String(name)} from the app client’s providers, or let a PreSignUp trigger decide who may come.`,
      world: patch(pool.world, 'AWS::Cognito::UserPoolClient', provider.audience, { SupportedIdentityProviders }),
      warning: 'UpdateUserPoolClient resets whatever it is not given. The command below sends the client as it was read.',
    };
  },
});

/** A social account’s token, shown to the identity pool itself. */
function throughIdentityPool(provider: LoginProvider, pool: AuditedPool, { claim, wanted, way }: Found): Probe {
  const title = `Somebody with an account at ${provider.name} asks for credentials`;
  if (way !== undefined && isEntered(way) && wanted !== undefined) return probeOf(way, [wanted], title, claim);
  const entrance = pool.signedIn(provider);
  return { title, prepare: (world) => peopled(world, entrance), people: { mallory: stranger }, calls: callsOf(entrance), proves: { ends: 'ok' }, claim };
}

/** A stranger signs in on the user pool’s page through each social provider that the user pool knows. */
function throughUserPool(provider: LoginProvider, pool: AuditedPool): readonly Attempt[] {
  const { userPoolId = '', audience } = provider;
  const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
  const client = get(pool.world, 'AWS::Cognito::UserPoolClient', audience);
  if (userPool === undefined || client === undefined) return [];
  return list(pool.world, 'AWS::Cognito::UserPoolIdentityProvider', userPoolId)
    .filter(isSocial)
    .flatMap((social): readonly Probe[] => {
      const signIn = socialSignIn(userPool, client, social);
      if (signIn === undefined) return [];
      const found = claimOn(provider, social.ProviderName, pool);
      const { calls, prepare, ...probe } = throughIdentityPool(provider, pool, found);
      const Logins = { [provider.name]: signIn.idToken };
      const withTokens = calls.map((call) => (call.by === 'mallory' && call.input.Logins !== undefined ? { ...call, input: { ...call.input, Logins } } : call));
      return [
        {
          ...probe,
          title: `A stranger signs in to ${userPool.Name ?? userPoolId} with ${social.ProviderName} and asks for credentials`,
          people: { ...probe.people, mallory: stranger },
          prepare: (world) => signIn.prepare?.(prepare?.(world) ?? world) ?? world,
          calls: [...signIn.calls, ...withTokens],
        },
      ];
    });
}

interface Found {
  readonly claim: Claim;
  readonly wanted?: ReturnType<typeof wantedBy>;
  readonly way?: Way;
}

const stranger = { ...cast.newcomer, detail: 'has a social account, and no invitation' };

/** What it means that anybody with such an account comes in, and the request that shows it. */
function claimOn(provider: LoginProvider, name: string, pool: AuditedPool): Found {
  const way = pool.try(pool.signedIn(provider));
  const who = `Anyone with an account at ${name}`;
  const remark: Claim = { severity: 'info', confidence: 'proved', actor: 'self-registered', message: `${who} is a signed-in user, and gets what is their own.`, intended: true };
  if (!isEntered(way)) return { claim: remark };
  const [worst] = worstOf(withoutPublicReading(pool.reach(way), pool.world)).filter(({ confidence }) => confidence === 'proved');
  const severity = worst === undefined ? undefined : severityFor('A1', worst.capability, worst.secrets);
  if (worst === undefined || severity === undefined || severity === 'info') return { claim: remark, way };
  const wanted = wantedBy(pool.reach(way), worst.action, worst.grant);
  if (provider.kind === 'user pool' && isOpenOtherwise(provider, pool.world)) return { claim: { ...remark, message: `${who} is a signed-in user, as is anyone who signs up.` }, wanted, way };
  const message = `${who} is a signed-in user and ${worst.does}: ${worst.action} on ${worst.grant.resource}.`;
  return { claim: { severity, confidence: 'plausible', actor: 'self-registered', message, unread: [`whether the app at ${name} admits everybody, or only an organisation or its testers`] }, wanted, way };
}

/** Whether strangers may make an account in the user pool without any other provider. */
function isOpenOtherwise({ userPoolId = '' }: LoginProvider, world: World): boolean {
  return registration({ kind: 'user pool', userPoolId, name: '', audience: '', mapping: '' }, world).open === true;
}
