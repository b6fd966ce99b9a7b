import { check, type Attempt, type Probe, type Subject } from '../check';
import type { Confidence, Severity } from '../claim';
import { callsOf, visitor } from '../entrances';
import { classicOn, classicUnset, notes, notesWorld, signedInRole, trust, withPool, withRoles, withTrust, tokenMapping } from '../examples';
import type { AuditedPool } from '../pool';
import { withPoolFields } from '../pool-edits';
import { cwe, references } from '../references';
import { nameOf, rolesForUsers } from '../roles';
import { confidenceIn, weighed } from '../severities';
import { withTrustConditions } from '../trust-edits';
import type { World } from '../../world/world';
import { get, patch } from '../../world/world';

interface UsersRole extends Subject {
  readonly arn: string;
}

const onlyAud = trust({ aud: notes.identityPool });

export const authenticatedRoleWithoutAmr = check<UsersRole>({
  code: 'TRU-02',
  name: 'authenticated-role-without-amr',
  title: 'A role for signed-in users also takes guests',
  resource: 'AWS::IAM::Role',
  severityRule: 'Critical when guests and the classic flow are both on; medium when only the classic flow is; low, as latent, otherwise.',
  docs: {
    what: 'A role that the pool, a mapping rule or a group gives to signed-in users has a trust policy that does not ask whether the token’s holder signed in: it lacks a condition on amr, or has one that a guest’s token meets too. The check has a guest ask STS for the role by name.',
    why: 'In the basic (classic) flow the caller names the role, and STS looks at the trust policy alone. A guest’s token from the same pool satisfies a policy that only compares aud. One call, and a visitor without an account holds the role of signed-in users, without the session policies that AWS gives to guests.',
    falsePositives: 'The enhanced flow never gives this role to a guest, so the finding rests on the classic flow; where that is off or held back by role mappings, the finding is only about the day when it is not.',
    fix: 'Ask for amr in the trust policy, with ForAnyValue because a token has several.',
  },
  references: [references.trustPolicies, references.authenticationFlow, cwe(306)],
  examples: {
    fails: [
      { title: 'guests and the classic flow are on', world: withTrust(signedInRole, onlyAud, classicOn), severity: 'critical' },
      { title: 'the classic flow was never set', world: withTrust(signedInRole, onlyAud, classicUnset), severity: 'high' },
      { title: 'amr admits both states', world: withTrust(signedInRole, trust({ aud: notes.identityPool, amr: '*authenticated' }), classicOn), severity: 'critical' },
      { title: 'guests are off', world: withTrust(signedInRole, onlyAud, withPool({ AllowUnauthenticatedIdentities: false }, classicOn)), severity: 'medium' },
      { title: 'the classic flow is off', world: withTrust(signedInRole, onlyAud), severity: 'low' },
      { title: 'role mappings hold the classic flow back', world: withTrust(signedInRole, onlyAud, withRoles({ RoleMappings: tokenMapping }, classicOn)), severity: 'low' },
    ],
    passes: [
      { title: 'the trust policy asks for amr', world: notesWorld },
      { title: 'the same with the classic flow on', world: classicOn },
    ],
  },
  subjects: (pool) => rolesForUsers(pool).map((arn) => ({ arn, resource: { type: 'AWS::IAM::Role', id: arn } })),
  probes({ arn }, pool): readonly Attempt[] {
    const guests = pool.pool.AllowUnauthenticatedIdentities;
    const { classic } = pool;
    const possible = classic === 'on' || classic === 'unset';
    const latent: readonly Probe[] = [
      probe(pool, arn, 'latent', 'low', 'should guest access and the classic flow ever both be on', withGuestsAndClassic),
      ...(possible && !guests ? [probe(pool, arn, 'latent', weighed('medium', confidenceIn(classic)), 'the day guest access is switched on', withGuests)] : []),
    ];
    if (!possible || !guests) return [...latent].reverse();
    const confidence = confidenceIn(classic);
    return [probe(pool, arn, confidence, weighed('critical', confidence)), ...latent];
  },
  fix({ arn }, pool) {
    const world = withTrustConditions(pool.world, nameOf(arn), { amr: 'authenticated' });
    return world && { summary: `Ask for amr in the trust policy of ${nameOf(arn)}.`, world };
  },
});

function probe(pool: AuditedPool, arn: string, confidence: Confidence, severity: Severity, when?: string, prepare?: (world: World, pool: string) => World): Probe {
  const entrance = pool.guestClassic(arn);
  const message = `A visitor without an account can take the role ${nameOf(arn)} of signed-in users${when === undefined ? '' : `, ${when}`}.`;
  return {
    title: `A guest asks STS for ${nameOf(arn)}${when === undefined ? '' : `, ${when}`}`,
    ...(prepare === undefined ? {} : { prepare: (world: World) => prepare(world, pool.id) }),
    people: { mallory: visitor(entrance) },
    calls: callsOf(entrance),
    proves: { ends: 'ok' },
    claim: { severity, confidence, actor: 'anonymous', message },
  };
}

function withGuests(world: World, pool: string): World {
  return withPoolFields(world, pool, { AllowUnauthenticatedIdentities: true });
}

function withGuestsAndClassic(world: World, pool: string): World {
  const on = withPoolFields(world, pool, { AllowUnauthenticatedIdentities: true, AllowClassicFlow: true });
  const attachment = get(on, 'AWS::Cognito::IdentityPoolRoleAttachment', pool);
  return attachment === undefined ? on : patch(on, 'AWS::Cognito::IdentityPoolRoleAttachment', pool, { RoleMappings: undefined });
}
