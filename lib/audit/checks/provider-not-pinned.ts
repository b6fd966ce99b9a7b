import { isGap } from '../../world/gap';
import { put, type World } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import { classicProbe } from '../classic-flow';
import type { Claim } from '../claim';
import { subjectOf, type Entrance } from '../entrances';
import { allow, classicOn, editorsRole, invitationOnly, notes, notesWorld, signedInRole, trust, withPolicy, withPool, withTrust } from '../examples';
import { orGap } from '../or-gap';
import type { LoginProvider } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { entrancesOf } from '../provider-edits';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { groupsOf, nameOf, rolesForUsers } from '../roles';
import { confidenceIn, weighed, worstOf } from '../severities';
import { withTrustConditions } from '../trust-edits';
import { requestIn, worthOfWay, worthProbe } from '../way-worth';

interface PrivilegedRole extends Subject {
  readonly arn: string;
}

const staffPool = 'us-east-1_Lg7staff1';
const staffClient = '0staff2c9d1e3f5a6b7c8d9e0f';
const staff = { ProviderName: `cognito-idp.us-east-1.amazonaws.com/${staffPool}`, ClientId: staffClient, ServerSideTokenCheck: true };
const own = { ProviderName: notes.provider, ClientId: notes.client, ServerSideTokenCheck: false };
const deletesAll = [allow('s3:DeleteObject', 'arn:aws:s3:::notes-photos/*')];

/** The notes app with a second user pool, whose users administrators create. */
function withStaff(world: World): World {
  const pooled = put(world, 'AWS::Cognito::UserPool', staffPool, { Id: staffPool, Name: 'notes-staff', AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
  return withPool({ CognitoIdentityProviders: [own, staff] }, put(pooled, 'AWS::Cognito::UserPoolClient', staffClient, { ClientId: staffClient, UserPoolId: staffPool }));
}

const privileged = withStaff(withPolicy(signedInRole, deletesAll));

export const providerNotPinned = check<PrivilegedRole>({
  code: 'TRU-09',
  name: 'provider-not-pinned',
  title: 'A privileged role is for users of any provider',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium where one of the pool’s providers lets people sign up by themselves and another does not; low where they are alike.',
  docs: {
    what: 'The pool trusts several identity providers, and a role that lets its session change others’ data or settings asks in its trust policy only whether somebody signed in, not with whom. The check has a user of the weakest provider ask for the role and use it.',
    why: 'The role is as hard to get as the easiest of the providers makes it. A second user pool for customers, or a social login that is added later, is then a way to what was meant for staff.',
    falsePositives: 'A pool with one provider has nothing to tell apart, however many app clients it trusts. A role that allows little is a remark, whoever gets it.',
    fix: 'Compare amr with the name of the provider that the role is for; and let a role mapping give everyone else a role of their own.',
  },
  references: [references.trustPolicies, references.roleMapping, cwe(653)],
  examples: {
    fails: [
      { title: 'customers sign up by themselves, and staff does not', world: privileged, severity: 'medium' },
      { title: 'both are created by administrators', world: invitationOnly(privileged), severity: 'low' },
      { title: 'the role is a group’s, and the classic flow is on', world: withStaff(withPolicy(editorsRole, deletesAll, withPool({ AllowClassicFlow: true }))), severity: 'low' },
    ],
    passes: [
      { title: 'the role asks for the provider', world: withTrust(signedInRole, trust({ aud: notes.identityPool, amr: staff.ProviderName }), privileged) },
      { title: 'the role allows little', world: withStaff(notesWorld) },
      { title: 'there is one provider', world: withPolicy(signedInRole, deletesAll, classicOn) },
    ],
  },
  subjects: (pool) => (new Set(rivals(pool).map(({ name }) => name)).size < 2 ? [] : rolesForUsers(pool).map((arn) => ({ arn, resource: { type: 'AWS::IAM::Role', id: arn } }))),
  probes({ arn }, pool): readonly Attempt[] {
    const weakest = weakestFor(arn, pool);
    return [pool.signedIn(weakest), pool.signedInClassic(weakest, arn)].flatMap((entrance) => {
      const attempts = orGap(() => attemptsBy(entrance, arn, pool));
      return isGap(attempts) ? [attempts] : attempts;
    });
  },
  fix({ arn }, pool) {
    const weakest = weakestFor(arn, pool);
    const kept = [...new Set(rivals(pool).map(({ name }) => name))].filter((name) => name !== weakest.name);
    const world = withTrustConditions(pool.world, nameOf(arn), { amr: kept });
    return (
      world && {
        summary: `Let ${nameOf(arn)} take users of ${kept.join(', ')} alone.`,
        world,
        warning: `Users of ${weakest.name} need a role of their own first, by a role mapping.`,
        closes: entrancesOf(weakest, pool),
      }
    );
  },
});

/** The providers with which people sign in. */
function rivals(pool: AuditedPool): readonly LoginProvider[] {
  return pool.liveProviders.filter(({ kind }) => kind !== 'developer');
}

/** The provider that lets in the most people, of those for whose users the role is not meant in particular if there are any. @throws NotRead */
function weakestFor(arn: string, pool: AuditedPool): LoginProvider {
  const isMeant = (provider: LoginProvider): boolean => {
    const rules = pool.attachment?.RoleMappings?.[provider.mapping]?.RulesConfiguration?.Rules ?? [];
    return rules.some(({ RoleARN }) => RoleARN === arn) || groupsOf(pool.world, provider).some(({ RoleArn }) => RoleArn === arn);
  };
  const weight = (provider: LoginProvider): number => Number(isMeant(provider)) * 10 + Number(pool.tierOf(provider) !== 'A1');
  return [...rivals(pool)].reverse().sort((a, b) => weight(a) - weight(b))[0] as LoginProvider;
}

function attemptsBy(entrance: Entrance, arn: string, pool: AuditedPool): readonly Attempt[] {
  const way = pool.try(entrance);
  if ('unread' in way) return [way];
  const provider = entrance.provider?.name ?? '';
  const message = `${subjectOf(entrance)} with ${provider} can take the role ${nameOf(arn)}`;
  const claim = (more: Partial<Claim>): Claim => ({ severity: 'info', confidence: 'proved', actor: entrance.actor, message: `${message}.`, intended: true, ...more });
  if (!isEntered(way) || way.roleArn !== arn) return entrance.flow === 'classic' ? [classicProbe(entrance, claim({}))] : [];
  const reach = pool.reach(way);
  const worth = worthOfWay(way, reach);
  const capability = worstOf(reach)[0]?.capability;
  if (worth === undefined || (capability !== 'K4' && capability !== 'K5')) return [probeOf(way, [], `A user of ${provider} asks for ${nameOf(arn)}`, claim({}))];
  const tiers = new Set(rivals(pool).map((one) => pool.tierOf(one)));
  const severity = entrance.tier === 'A1' && tiers.size > 1 ? 'medium' : 'low';
  const inFlow = entrance.flow === 'classic' ? confidenceIn(pool.classic) : 'proved';
  return [worthProbe(way, reach, worth, `A user of ${provider} asks for ${nameOf(arn)}, and uses it`, claim({ severity: weighed(severity, inFlow), confidence: inFlow === 'proved' ? worth.confidence : inFlow, intended: undefined, message: `${message}, which asks for no provider: ${requestIn(worth)}.` }))];
}
