import { put, type World } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import type { Claim } from '../claim';
import { callsOf } from '../entrances';
import { notes, notesWorld, withPool } from '../examples';
import { auditorAsks, loginProbe } from '../login-probes';
import { otherPools } from '../other-pools';
import { cast, type LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { resetsPool, withoutTags } from '../pool-edits';
import { entrancesOf, withoutLogin } from '../provider-edits';
import { cwe, references } from '../references';

interface SocialApp extends Subject {
  readonly provider: LoginProvider;
  /** As the pool lists it: an application's ID, with its secret behind a semicolon for Twitter. */
  readonly listed: string;
}

const social = (name: string, value: string, world: World = notesWorld): World => withPool({ SupportedLoginProviders: { [name]: value } }, world);
const facebook = social('graph.facebook.com', '731880462205317');
const staging = 'us-east-1:57a91000-0c1e-4c55-9a10-5be27d4417aa';

/** Another pool of the account that lists the same application at Facebook. */
function beside(IdentityPoolName: string, world: World = facebook): World {
  const pool = { IdentityPoolId: staging, IdentityPoolName, AllowUnauthenticatedIdentities: false, AllowClassicFlow: false, SupportedLoginProviders: { 'graph.facebook.com': '731880462205317' } };
  return put(put(world, 'AWS::Cognito::IdentityPool', staging, pool), 'AWS::Cognito::IdentityPoolRoleAttachment', staging, { IdentityPoolId: staging });
}

export const socialAppId = check<SocialApp>({
  code: 'PRV-09',
  name: 'social-app-id',
  title: 'A social application’s ID is a secret, a placeholder, or another environment’s',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Medium for a secret that the pool shows; low for a placeholder, and for production and its rehearsal with one application; a remark for pools that share one otherwise.',
  docs: {
    what: 'The identity pool lists an application at Google, Facebook, Amazon, Apple or Twitter. For Twitter the pool holds the application’s secret; the check reads it as any auditor may. Otherwise it looks whether the ID is one that somebody copied from an example, and has users of other pools with the same application come here.',
    why: 'Whoever may describe the identity pool reads the Twitter secret, and every tool that describes it writes it down. With one application for production and for tests, a token that a test handed out opens production. And an ID from an example may be somebody’s: whoever has it at the provider decides who gets in.',
    falsePositives: 'An application’s ID is public, and no secret. Which pools are rehearsals is told by their names alone. Whether a placeholder belongs to anybody cannot be seen from here.',
    fix: 'Replace a Twitter secret, and sign those users in through a user pool. Register an application for each environment. Take placeholders away.',
  },
  references: [references.providers, cwe(522)],
  examples: {
    fails: [
      { title: 'the pool holds a Twitter secret', world: social('api.twitter.com', 'Xn2vK8mPq4;REDACTED'), severity: 'medium' },
      { title: 'the ID is from an example', world: social('graph.facebook.com', 'your-app-id'), severity: 'low' },
      { title: 'a rehearsal has the same application', world: beside('notes-staging'), severity: 'low', pool: notes.identityPool },
    ],
    passes: [
      { title: 'the application is this pool’s', world: facebook },
      { title: 'two pools of one application share it', world: beside('notes-admin'), pool: notes.identityPool },
      { title: 'the pool lists no such application', world: notesWorld },
    ],
  },
  subjects: (pool) =>
    pool.providers.flatMap((provider) => {
      const listed = pool.pool.SupportedLoginProviders?.[provider.name];
      return provider.kind !== 'social' || listed === undefined ? [] : [{ provider, listed, resource: { type: 'AWS::Cognito::IdentityPool', id: `${pool.id} ${provider.name}` } as const }];
    }),
  probes({ provider, listed }, pool): readonly Attempt[] {
    const { name, audience } = provider;
    const says = (severity: Claim['severity'], confidence: Claim['confidence'], message: string, unread?: string): Claim => ({ severity, confidence, actor: 'aws-principal', message, ...(unread === undefined ? {} : { unread: [unread] }) });
    if (listed.includes(';')) {
      const claim = says('medium', 'proved', `Whoever may describe the identity pool reads the secret of the application at ${name}.`);
      return [loginProbe(pool, { title: `The auditor reads the pool; a user of ${name} signs in with that application`, provider, before: [auditorAsks('describe-pool', 'cognito-identity:DescribeIdentityPool', { IdentityPoolId: pool.id })], proves: { ends: 'ok' }, claim })];
    }
    if (isPlaceholder(audience)) {
      const claim = says('low', 'plausible', `The application ${audience} at ${name} is nobody’s that is known: its users cannot be this application’s.`, `whether anybody has the application ${audience} at ${name}`);
      return [loginProbe(pool, { title: `A token for ${audience} is presented`, provider, visitor: { ...cast.user, detail: `of whoever has ${audience}` }, proves: { ends: 'ok' }, claim })];
    }
    const { pools, gaps } = otherPools(pool);
    const sharing = pools.filter((other) => other.pool.SupportedLoginProviders?.[name]?.split(';')[0] === audience);
    if (sharing.length > 0) return [...sharing.map((other) => comesOver(pool, other, provider)), ...gaps];
    const elsewhere = loginProbe(pool, {
      title: `A token for another application at ${name} is presented`,
      provider: { ...provider, audience: `not-${audience}` },
      proves: { ends: 'ok' },
      claim: says('medium', 'proved', `Users of any application at ${name} come in.`),
    });
    return [elsewhere, ...gaps];
  },
  fix({ provider, listed }, pool) {
    const here = { world: withoutLogin(pool.world, pool.id, provider), warning: resetsPool, closes: entrancesOf(provider, pool) };
    if (listed.includes(';')) return { ...here, summary: `Take ${provider.name} from the pool, and replace the secret there.` };
    if (isPlaceholder(provider.audience)) return { ...here, summary: `Take ${provider.name} from the pool, or list the application’s own ID.` };
    const others = otherPools(pool).pools.filter((other) => other.pool.SupportedLoginProviders?.[provider.name]?.split(';')[0] === provider.audience);
    const world = others.reduce((changed, other) => withoutLogin(changed, other.id, provider), pool.world);
    return { summary: `Register an application of its own at ${provider.name} for the other environment, and take this one from its pool.`, world, warning: resetsPool };
  },
});

/** What stands in examples and templates where an ID should be. */
function isPlaceholder(id: string): boolean {
  return /^(<.*>|\{.*\}|x+|0+|1?2?3456?7?8?9?0*|123456789\d*|test|todo|none|null)$/i.test(id) || /your|example|placeholder|change-?me|replace/i.test(id);
}

const rehearsal = /(^|[^a-z])(dev|develop|development|test|testing|stag(e|ing)|qa|uat|sandbox|preprod|demo)([^a-z]|$)/i;

/** Whether one of two pools is for rehearsals and the other is not, by their names. */
function areOfDifferentEnvironments(one: AuditedPool, other: AuditedPool): boolean {
  return !rehearsal.test(one.pool.IdentityPoolName) && rehearsal.test(other.pool.IdentityPoolName);
}

/** A user of the other pool comes here with the same token. */
function comesOver(pool: AuditedPool, other: AuditedPool, provider: LoginProvider): Probe {
  const there = { ...other.signedIn(provider), id: 'there' };
  const [getId] = callsOf(there, undefined, 'mallory', 'there-');
  const isFinding = areOfDifferentEnvironments(pool, other);
  const message = `A token that ${other.pool.IdentityPoolName} takes opens ${pool.pool.IdentityPoolName} too: both list the application ${provider.audience} at ${provider.name}.`;
  const probe = loginProbe(pool, {
    title: `A user of ${other.pool.IdentityPoolName} presents the same token here`,
    provider,
    before: getId === undefined ? [] : [getId],
    prepare: (world) => withoutTags(world, other.id, provider.name),
    proves: { ends: 'ok' },
    claim: { severity: isFinding ? 'low' : 'info', confidence: 'proved', actor: 'signed-in', message, ...(isFinding ? {} : { intended: true }) },
  });
  return { ...probe, people: { mallory: { ...cast.user, detail: `uses ${other.pool.IdentityPoolName}` } } };
}
