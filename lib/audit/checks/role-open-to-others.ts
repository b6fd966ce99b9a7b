import type { PrincipalEntry, Statement } from '../../iam/policy';
import { accountOf } from '../../engine/authorization';
import { get, put, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import type { Claim, Severity } from '../claim';
import { notes, notesWorld, signedInRole, trust, withTrust } from '../examples';
import { sharedIssuer } from '../issuers';
import { trustingRoles, type TrustingRole } from '../other-pool';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { strangeAccount, strangerProbe, strangersTokenProbe } from '../strangers';
import { withoutOtherTrust } from '../trust-edits';
import { admittingStatements } from '../trusted-pools';
import { tryIn } from '../trial';
import { orGap } from '../or-gap';
import { isGap } from '../../world/gap';

const [asItShould] = (trust({ aud: notes.identityPool, amr: 'authenticated' }) as { Statement: readonly object[] }).Statement;

function alsoTrusting(Principal: unknown, more: object = {}): World {
  return withTrust(signedInRole, { Version: '2012-10-17', Statement: [asItShould, { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more }] });
}

const host = 'token.actions.githubusercontent.com';
const github = `arn:aws:iam::${notes.account}:oidc-provider/${host}`;
function trustingGithub(Condition?: object): World {
  const world = alsoTrusting({ Federated: github }, { Action: 'sts:AssumeRoleWithWebIdentity', ...(Condition === undefined ? {} : { Condition }) });
  return put(world, 'AWS::IAM::OIDCProvider', github, { Arn: github, Url: host, ClientIDList: ['sts.amazonaws.com'] });
}

/** Providers that STS knows by itself, and takes tokens of for any application. */
const builtIn = ['accounts.google.com', 'graph.facebook.com', 'www.amazon.com'];

export const roleOpenToOthers = check<TrustingRole>({
  code: 'TRU-13',
  name: 'role-open-to-others',
  title: 'Another statement opens a role of an identity pool',
  resource: 'AWS::IAM::Role',
  severityRule: 'By whom it lets in: anybody with an AWS account, critical; another account, any federated login or anybody of an OpenID Connect provider, high; whoever in this account may assume roles, medium.',
  docs: {
    what: 'The trust policy of a role that identity pools give also lets in somebody else: everybody, another account, this whole account, or the users of another identity provider. The check has such principals ask for the role, with permissions of their own that stop nothing, so that the trust policy alone decides.',
    why: 'Care taken with aud and amr is worth nothing if the next statement asks for neither. “AWS”: “*” means every account in the world, and a comparison turned round means the same with one exception.',
    falsePositives: 'A statement that asks for an organisation, an external ID, a source address or MFA refuses a stranger, and passes. Trust in a service such as Lambda, in one role of this account or in one principal of another is not asked about here.',
    fix: 'Keep one statement, for the identity pool. Whoever else needs the permissions gets a role of their own.',
  },
  references: [references.trustPolicies, references.iamRoles, cwe(284)],
  examples: {
    fails: [
      { title: 'everybody may assume it', world: alsoTrusting({ AWS: '*' }), severity: 'critical' },
      { title: 'everybody but one may', world: alsoTrusting('*', { Condition: { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::999900002222:root' } } }), severity: 'critical' },
      { title: 'another account may', world: alsoTrusting({ AWS: 'arn:aws:iam::999900002222:root' }), severity: 'high' },
      { title: 'any federated login will do', world: alsoTrusting({ Federated: '*' }, { Action: 'sts:AssumeRoleWithWebIdentity' }), severity: 'high' },
      { title: 'any workflow on GitHub may', world: trustingGithub(), severity: 'high' },
      { title: 'any workflow on GitHub may that names the audience', world: trustingGithub({ StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com' } }), severity: 'high' },
      { title: 'the whole account may', world: alsoTrusting({ AWS: notes.account }), severity: 'medium' },
    ],
    passes: [
      { title: 'roles trust the identity pool alone', world: notesWorld },
      { title: 'everybody of the organisation may', world: alsoTrusting({ AWS: '*' }, { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-notes12345' } } }) },
      { title: 'another account may, by an external ID', world: alsoTrusting({ AWS: 'arn:aws:iam::999900002222:root' }, { Condition: { StringEquals: { 'sts:ExternalId': 'b7e1' } } }) },
      { title: 'the whole account may, by MFA', world: alsoTrusting({ AWS: notes.account }, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }) },
      { title: 'one repository’s workflows may', world: trustingGithub({ StringEquals: { [`${host}:sub`]: 'repo:notes/app:ref:refs/heads/main' } }) },
      { title: 'a function may', world: alsoTrusting({ Service: 'lambda.amazonaws.com' }) },
    ],
  },
  subjects: trustingRoles,
  probes(role, pool): readonly Attempt[] {
    if (role.gaps !== undefined) return role.gaps;
    const found = get(pool.world, 'AWS::IAM::Role', nameOf(role.arn));
    if (found === undefined) return [];
    const statements = admittingStatements(found);
    const entries = statements.flatMap(({ principals }) => principals);
    return [...anybody(role.arn), ...accounts(role.arn, statements, pool), ...providers(role.arn, entries, statements, pool)];
  },
  fix({ arn }, pool, proved) {
    const world = untilRefused(pool.world, nameOf(arn), proved);
    return world && {
      summary: `Let ${nameOf(arn)} trust the identity pool and nobody else.`,
      world,
      warning: 'Whoever assumes the role in another way today needs a role of their own first.',
    };
  },
});

/** The account after each statement that lets the stranger in has lost whom it should not name. */
function untilRefused(world: World, name: string, proved: Probe): World | undefined {
  const trial = orGap(() => tryIn(world, proved));
  if (isGap(trial) || !trial.proved) return isGap(trial) ? undefined : world;
  const layer = trial.trace.steps.at(-1)?.decisions[0]?.layers.find((one) => one.layer === 'resource');
  const statement = layer?.statements.find(({ effect, matched }) => effect === 'Allow' && matched === 'yes');
  const next = statement === undefined ? undefined : withoutOtherTrust(world, name, statement.index);
  return next && untilRefused(next, name, proved);
}

function claimed(arn: string, severity: Severity, who: string, actor: Claim['actor'] = 'aws-principal'): Claim {
  return { severity, confidence: 'proved', actor, message: `${who} can take the role ${nameOf(arn)}, whose trust policy asks them for nothing.` };
}

function anybody(arn: string): readonly Probe[] {
  const principal = { arn: `arn:aws:iam::${strangeAccount}:user/stranger`, who: 'a user of an account that nobody knows' };
  return [strangerProbe(arn, principal, claimed(arn, 'critical', 'Anybody with an AWS account', 'anonymous'))];
}

/** The accounts that a statement names as a whole. */
function accounts(arn: string, statements: readonly Statement[], { world }: AuditedPool): readonly Probe[] {
  const named = statements.flatMap(({ principals, conditions }) => principals.flatMap((entry) => (wholeAccount(entry) === undefined ? [] : [{ account: wholeAccount(entry) as string, conditions }])));
  return named.flatMap(({ account, conditions }) => {
    const user = `arn:${world.partition}:iam::${account}:user/lifeguard-stranger`;
    if (account !== world.account) return [strangerProbe(arn, { arn: user, who: `a user of the account ${account}` }, claimed(arn, 'high', `Whoever the account ${account} lets assume roles`))];
    // Whoever is of this account is of its organisation too.
    if (conditions.some(({ key }) => /^aws:PrincipalOrg/i.test(key))) return [];
    return [strangerProbe(arn, { arn: user, who: 'another principal of this account' }, claimed(arn, 'medium', 'Every principal of this account that may assume roles'))];
  });
}

function wholeAccount({ kind, value }: PrincipalEntry): string | undefined {
  if (kind !== 'AWS') return undefined;
  return /^\d{12}$/.test(value) ? value : /^arn:[^:]*:iam::\d{12}:root$/.test(value) ? accountOf(value) : undefined;
}

/** The providers other than identity pools whose users a statement lets in. */
function providers(arn: string, entries: readonly PrincipalEntry[], statements: readonly Statement[], { world }: AuditedPool): readonly Attempt[] {
  const federated = [...new Set(entries.flatMap(({ kind, value }) => (kind === 'Federated' ? [value] : [])))];
  return federated.flatMap((value): readonly Attempt[] => {
    if (value === '*') return [strangersTokenProbe(arn, { host: 'accounts.google.com', audience: 'somebody-elses-app' }, claimed(arn, 'high', 'Anybody with a federated login, of Google for one,', 'anonymous'))];
    if (builtIn.includes(value)) return [strangersTokenProbe(arn, { host: value, audience: 'somebody-elses-app' }, claimed(arn, 'high', `Anybody with an account at ${value}, by any application,`, 'anonymous'))];
    if (!value.includes(':oidc-provider/')) return [];
    const oidc = orGap(() => get(world, 'AWS::IAM::OIDCProvider', value));
    if (isGap(oidc)) return [oidc];
    const host = value.slice(value.indexOf(':oidc-provider/') + ':oidc-provider/'.length);
    const audience = oidc?.ClientIDList?.[0];
    if (audience === undefined) return [];
    const asks = statements.some(({ principals, conditions }) => principals.some((one) => one.value === value) && conditions.length > 0);
    const shared = sharedIssuer(host);
    // A provider of one's own knows one's own users: to ask for the audience alone is then how it is done.
    const claim: Claim = asks && shared === undefined
      ? { severity: 'info', confidence: 'proved', actor: 'signed-in', message: `Every user of ${host} can take the role ${nameOf(arn)}.`, intended: true }
      : claimed(arn, 'high', shared === undefined ? `Every user of ${host}` : `Anyone who ${shared.who}`, shared === undefined ? 'signed-in' : 'anonymous');
    return [strangersTokenProbe(arn, { host, audience }, claim)];
  });
}
