import { poolArn } from '../../engine/identity-pool';
import type { Call, Ref } from '../../engine/scenario';
import { isGap, type Gap } from '../../world/gap';
import { known, list, put, type World } from '../../world/world';
import type { Role } from '../../world/resources';
import { backend, backendCredentials, runAs } from '../backend-roles';
import { check, type Attempt, type Fix, type Probe, type Subject } from '../check';
import type { Claim } from '../claim';
import { callsOf, companions, credentialsOf, identityOf, peopled, subjectOf, visitor } from '../entrances';
import { allow, guestRole, notes, notesWorld, signedInRole, withPolicy, withPool, withStrayRole } from '../examples';
import { orGap } from '../or-gap';
import { isEntered, type AuditedPool } from '../pool';
import { editUntilRefused, listOf, withoutActions, type Edit } from '../policy-edits';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { severityFor, weighed } from '../severities';
import type { Entered } from '../sessions';
import { tryIn } from '../trial';

const mint = 'cognito-identity:GetOpenIdTokenForDeveloperIdentity';
const backendRole = 'notes-backend';
const trustsLambda = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
const thisPool = `arn:aws:cognito-identity:${notes.region}:${notes.account}:identitypool/${notes.identityPool}`;
const own = withPool({ DeveloperProviderName: 'login.notes' });
const withBackend = (statement: object, world: World = own): World => withStrayRole(backendRole, trustsLambda, [statement], world);

export const developerProviderHolders = check({
  code: 'IDP-08',
  name: 'developer-provider-holders',
  title: 'More than the backend can be any user',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Who gets the session × being everybody, one level less since sources disagree whether such sessions may make the call; low for a role of the account that may do it for every pool; a remark for a backend that may do it for this one.',
  docs: {
    what: 'The identity pool has a developer provider: whoever may call GetOpenIdTokenForDeveloperIdentity names a user, and gets that user’s credentials. The check has every role that the pool gives, and every other role of the account but administrators’, vouch for a user whom it does not know.',
    why: 'No password and no token of the user is needed; IAM’s permission is all there is. Credentials of any user are then a request away, for as long as somebody holds the role.',
    falsePositives: 'One backend role that may do this for this pool alone is how it is meant to be, and a remark. Administrators can do anything, and are left out. Of sessions that an identity pool gave it is disputed whether AWS takes this call from them. What the account’s other roles may do is often not read: the verdict is then unknown. Users of IAM are not looked at.',
    fix: 'Let one role of the backend make the call, for this identity pool’s ARN.',
  },
  references: [references.bestPractices, references.developerIdentities, cwe(290), cwe(441)],
  examples: {
    fails: [
      { title: 'users may vouch for others', world: withPolicy(signedInRole, [allow('cognito-identity:*')], own), severity: 'high' },
      { title: 'guests may', world: withPolicy(guestRole, [allow(mint, thisPool)], own), severity: 'high' },
      { title: 'the backend may vouch for users of every pool', world: withBackend(allow(mint)), severity: 'low' },
      { title: 'the backend has a wildcard', world: withBackend(allow('cognito-identity:*')), severity: 'low' },
    ],
    passes: [
      { title: 'the backend may, for this pool', world: withBackend(allow(mint, thisPool)) },
      { title: 'only administrators may', world: withBackend(allow('*')) },
      { title: 'nobody may', world: own },
      { title: 'the pool has no developer provider', world: withPolicy(signedInRole, [allow('cognito-identity:*')], notesWorld) },
    ],
  },
  subjects: ({ id, pool }): readonly Subject[] => (pool.DeveloperProviderName === undefined ? [] : [{ resource: { type: 'AWS::Cognito::IdentityPool', id } }]),
  probes(_subject, pool): readonly Attempt[] {
    const { roles, gaps } = otherRoles(pool);
    const sessions = pool.reachedRoles.flatMap(({ ways }) => ways.slice(0, 1).map((way) => bySession(pool, way)));
    return [...sessions, ...pool.unreadWays, ...roles.flatMap((role) => byRole(pool, role)), ...gaps];
  },
  fix(_subject, pool, { calls }): Fix | undefined {
    const arn = poolArn(pool.id, pool.world);
    const taken = calls.find(({ operation }) => operation === 'sts:AssumeRole')?.input.RoleArn;
    if (typeof taken === 'string') {
      const world = editUntilRefused(pool.world, taken, everyPool(pool, taken), onThisPool(arn));
      return world && { summary: `Let ${nameOf(taken)} vouch for users of this identity pool only.`, world };
    }
    const way = pool.reachedRoles.flatMap(({ ways }) => ways.slice(0, 1)).find((one) => JSON.stringify(bySession(pool, one).calls) === JSON.stringify(calls));
    const world = way && editUntilRefused(pool.world, way.roleArn, bySession(pool, way), withoutActions([mint]));
    return way && world && { summary: `Take ${mint} from ${nameOf(way.roleArn)}.`, world };
  },
});

/** Mallory names a user of the developer provider's, and takes their credentials. */
function mintCalls(IdentityPoolId: string, provider: string, by: string, signedBy: Ref): readonly Call[] {
  return [
    { id: 'vouch', by, operation: mint, input: { IdentityPoolId, Logins: { [provider]: 'any-user' }, TokenDuration: 86_400 }, signedBy },
    { id: 'credentials-of-any-user', by, operation: 'cognito-identity:GetCredentialsForIdentity', input: identityOf(IdentityPoolId, 'vouch') },
  ];
}

const developerOf = ({ pool }: AuditedPool): string => pool.DeveloperProviderName ?? '';

/** Somebody with a session that the pool gave. */
function bySession(pool: AuditedPool, { entrance, roleArn }: Entered): Probe {
  const message = `${subjectOf(entrance)} can be any user of the backend’s: the role ${nameOf(roleArn)} may call GetOpenIdTokenForDeveloperIdentity, if AWS takes it from such a session.`;
  return {
    title: `A session of ${nameOf(roleArn)} vouches for somebody else`,
    prepare: (world) => peopled(world, entrance),
    people: { mallory: visitor(entrance), ...companions(entrance) },
    calls: [...callsOf(entrance), ...mintCalls(pool.id, developerOf(pool), 'mallory', credentialsOf(entrance))],
    proves: { ends: 'ok' },
    claim: { severity: weighed(severityFor(entrance.tier, 'K5') ?? 'medium', 'contested'), confidence: 'contested', actor: entrance.actor, message },
  };
}

/** A role of the account that is no administrator's: what it may do for this pool is a remark, for every pool a finding. */
function byRole(pool: AuditedPool, { Arn }: Role): readonly Attempt[] {
  const here = withRole(Arn, pool.id, developerOf(pool), {
    severity: 'info',
    confidence: 'proved',
    actor: 'aws-principal',
    message: `The role ${nameOf(Arn)} can be any user of the backend’s, for this identity pool.`,
    intended: true,
  });
  const administers = orGap(() => tryIn(pool.world, administratorProbe(Arn)).proved);
  if (isGap(administers)) return [administers];
  return administers ? [] : [here, everyPool(pool, Arn)];
}

const otherPool = (region: string): string => `${region}:00000000-0000-4000-8000-00000000de7e`;

function everyPool({ world: { region } }: AuditedPool, arn: string): Probe {
  const id = otherPool(region);
  const probe = withRole(arn, id, 'login.lifeguard', { severity: 'low', confidence: 'proved', actor: 'aws-principal', message: `The role ${nameOf(arn)} can be any user of every identity pool with a developer provider.` });
  const other = { IdentityPoolId: id, IdentityPoolName: 'another pool', AllowUnauthenticatedIdentities: false, AllowClassicFlow: false, DeveloperProviderName: 'login.lifeguard' };
  return { ...probe, title: `${nameOf(arn)} vouches for a user of another identity pool`, prepare: (world) => put(world, 'AWS::Cognito::IdentityPool', id, other), calls: probe.calls.slice(0, 2) };
}

/** Whatever runs as the role vouches for a user. */
function withRole(arn: string, poolId: string, provider: string, claim: Claim): Probe {
  return {
    title: `${nameOf(arn)} vouches for a user`,
    people: backend(arn),
    calls: [runAs(arn), ...mintCalls(poolId, provider, 'backend', backendCredentials)],
    proves: { ends: 'ok' },
    claim,
  };
}

/** Who may write any role's policies may do anything. */
function administratorProbe(arn: string): Probe {
  const asks: Call = { id: 'administer', by: 'backend', operation: 'iam:PutRolePolicy', input: {}, asks: { resource: '*' }, signedBy: backendCredentials };
  const claim: Claim = { severity: 'info', confidence: 'proved', actor: 'aws-principal', message: '' };
  return { title: '', people: backend(arn), calls: [runAs(arn), asks], proves: { ends: 'ok' }, claim };
}

/** The account's roles that the pool does not give, as far as is known what they may do; and one gap for all others. */
function otherRoles(pool: AuditedPool): { readonly roles: readonly Role[]; readonly gaps: readonly Gap[] } {
  const given = new Set(pool.ways.filter(isEntered).map(({ roleArn }) => roleArn));
  const whole = orGap(() => list(pool.world, 'AWS::IAM::Role'));
  const entries = known(pool.world, 'AWS::IAM::Role');
  const roles = entries.filter((role): role is Role => !isGap(role) && !given.has(role.Arn));
  const readable = roles.filter(({ RolePolicyList, AttachedManagedPolicies }) => !isGap(RolePolicyList) && !isGap(AttachedManagedPolicies));
  const unread = roles.length - readable.length;
  const gaps = [...(isGap(whole) ? [whole] : []), ...(unread > 0 ? [{ unread: `what ${unread === 1 ? 'one more role' : `${unread} more roles`} of the account may do` }] : [])];
  return { roles: readable, gaps };
}

/** The statement keeps the call for one pool: named there where it names the action, else denied for all others. */
function onThisPool(arn: string): Edit {
  return (statement, blame) => {
    const names = listOf(statement.Action).some((action) => action.toLowerCase() === mint.toLowerCase());
    if (!names) return [statement, { Effect: 'Deny', Action: mint, NotResource: arn }];
    return [...withoutActions([mint])(statement, blame), { Effect: 'Allow', Action: mint, Resource: arn }];
  };
}
