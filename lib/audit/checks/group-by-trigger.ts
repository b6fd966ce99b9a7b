import type { LambdaProgram } from '../../engine/lambda-program';
import { functionIn } from '../../engine/lambda-function';
import type { TriggerName } from '../../engine/user-pool-triggers';
import { isGap, NotRead } from '../../world/gap';
import { get, type World } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import type { Claim } from '../claim';
import { aliceArrives } from '../entrances';
import { allow, editorsRole, invitationOnly, notes, tokenMapping, withPolicy, withRoles, withTrigger } from '../examples';
import { userPoolProviders } from '../login-probes';
import { orGap } from '../or-gap';
import { cast } from '../people';
import { plainSignIn } from '../plain-sign-in';
import { editUntilRefused, withoutActions } from '../policy-edits';
import { isEntered, type AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { withoutPublicReading } from '../public-reading';
import { cwe, references } from '../references';
import { aliceIdentity, requestCall, wantedBy, type Wanted } from '../requests';
import { groupsOf, nameOf } from '../roles';
import type { Entered } from '../sessions';
import { worstOf } from '../severities';
import { confirmCall, newcomer, newName, signUpCall } from '../sign-up';
import { withStandIns } from '../stand-ins';
import { assuming, isRunnable, triggerArn, withTriggers } from '../triggers';
import { describedPool, poolName, type Described, type TrustedUserPool, type UserPoolProvider } from '../user-pool-subjects';

/** A group that gives a powerful role, and how its members come in. */
interface PowerfulGroup extends Subject {
  readonly provider: UserPoolProvider;
  readonly group: string;
  readonly way: Entered;
}

/** Triggers that run when a newcomer is there already, so that they can put them into a group. */
const joining: readonly TriggerName[] = ['PostConfirmation', 'PostAuthentication', 'PreTokenGeneration'];
const joins = 'cognito-idp:AdminAddUserToGroup';

const managers = withPolicy(editorsRole, [allow('s3:*', 'arn:aws:s3:::notes-photos/*')], withRoles({ RoleMappings: tokenMapping }));
const mayJoin = [allow(joins, `arn:aws:cognito-idp:${notes.region}:${notes.account}:userpool/${notes.userPool}`)];

export const groupByTrigger = check<PowerfulGroup>({
  code: 'UPL-24',
  name: 'group-by-trigger',
  title: 'A newcomer may be put into a powerful group',
  resource: 'AWS::Cognito::UserPoolGroup',
  severityRule: 'High: a newcomer changes what is others’. Plausible while the code of the function that may do it is not known.',
  docs: {
    what: 'A group’s role changes what is others’, or the account, and the user pool runs a function after a confirmation, after a sign-in or before it makes tokens, whose role may add users to groups. The check has somebody sign up, the function put them into the group, and the newcomer use the role.',
    why: 'Such functions often go by the address or by something that the newcomer has typed. One condition too few, and an administrator is who says so. IAM cannot tell one group of a user pool from another, so that the permission is for all of them.',
    falsePositives: 'The function may add everybody to a harmless group only, as Amplify’s add-to-group does: its code cannot be read from here, and the finding is plausible at best. Where its role may not add users to groups, or nobody signs up by themselves, there is no finding.',
    fix: 'Take AdminAddUserToGroup from the function’s role, or see to it in its code that it adds nobody to this group. Let an administrator put people into powerful groups.',
  },
  references: [references.roleMapping, references.privilegeEscalation, cwe(269)],
  examples: {
    fails: [
      { title: 'the function adds every newcomer to the editors', world: withTrigger('PostConfirmation', intoGroup('editors'), managers, mayJoin), severity: 'high' },
      { title: 'its code is not known, and it may add users to groups', world: withTrigger('PostConfirmation', undefined, managers, mayJoin), severity: 'high' },
      { title: 'it runs before tokens are made', world: withTrigger('PreTokenGeneration', intoGroup('editors'), managers, mayJoin), severity: 'high' },
      { title: 'it runs after each sign-in', world: withTrigger('PostAuthentication', undefined, managers, mayJoin), severity: 'high' },
    ],
    passes: [
      { title: 'no function is run', world: managers },
      { title: 'the function may not add users to groups', world: withTrigger('PostConfirmation', undefined, managers) },
      { title: 'the function adds newcomers to another group', world: withTrigger('PostConfirmation', { returns: { value: {} } }, managers, mayJoin) },
      { title: 'only administrators create users', world: invitationOnly(withTrigger('PostConfirmation', undefined, managers, mayJoin)) },
    ],
  },
  subjects: (pool) => powerfulGroups(pool),
  probes(subject, pool): readonly Attempt[] {
    const found = describedPool(pool, asUserPool(subject));
    if (found === undefined) return [];
    const triggers = joining.flatMap((trigger): readonly Joining[] => {
      const arn = triggerArn(found.userPool, trigger);
      return arn === undefined ? [] : [{ trigger, arn, isKnown: isRunnable(pool.world, arn) }];
    });
    return triggers.length === 0 ? [arrival(subject, found, pool)] : triggers.map((trigger) => arrivalBy(trigger, subject, found, pool));
  },
  fix(subject, pool, proved) {
    const found = describedPool(pool, asUserPool(subject));
    const trigger = joining.find((one) => proved.title.includes(one));
    const arn = found === undefined || trigger === undefined ? undefined : triggerArn(found.userPool, trigger);
    const role = arn === undefined ? undefined : get(pool.world, 'AWS::Lambda::Function', functionIn(arn))?.Role;
    const world = role === undefined ? undefined : editUntilRefused(pool.world, role, proved, withoutActions([joins]));
    if (role === undefined || world === undefined) return undefined;
    return { summary: `Take ${joins} from ${nameOf(role)}.`, world, warning: 'If the function puts newcomers into a group on purpose, they no longer get there: let it go on, and make sure that no newcomer’s word decides which group.' };
  },
});

interface Joining {
  readonly trigger: TriggerName;
  readonly arn: string;
  readonly isKnown: boolean;
}

/** A function that puts every newcomer into a group. */
function intoGroup(GroupName: string): LambdaProgram {
  return { calls: [{ operation: joins, input: { UserPoolId: { $body: 'userPoolId' }, Username: { $body: 'userName' }, GroupName } }], returns: { value: {} } };
}

function asUserPool({ provider }: PowerfulGroup): TrustedUserPool {
  return { provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } };
}

/** The groups whose members change what is others’ or more. @throws NotRead when the groups, or what they give, are not known */
function powerfulGroups(pool: AuditedPool): readonly PowerfulGroup[] {
  const groups = userPoolProviders(pool).flatMap((provider) => {
    if (pool.attachment?.RoleMappings?.[provider.mapping]?.Type !== 'Token') return [];
    return groupsOf(pool.world, provider).flatMap(({ GroupName: group }): readonly PowerfulGroup[] => {
      const way = pool.ways.find(({ entrance }) => entrance?.id === `group ${provider.mapping} ${group}`);
      if (isGap(way)) throw new NotRead(way.unread);
      if (way === undefined || !isEntered(way) || worstWanted(pool, way) === undefined) return [];
      return [{ provider, group, way, resource: { type: 'AWS::Cognito::UserPoolGroup', id: `${provider.userPoolId}/${group}` } }];
    });
  });
  return groups.filter(({ resource }, index) => groups.findIndex((one) => one.resource.id === resource.id) === index);
}

/** The worst request that members of a group may make, if it changes what is others’. @throws NotRead */
function worstWanted(pool: AuditedPool, way: Entered): Wanted | undefined {
  const reach = withoutPublicReading(pool.reach(way), pool.world);
  const worst = worstOf(reach).find(({ confidence, capability }) => confidence === 'proved' && capability >= 'K4');
  return worst === undefined ? undefined : wantedBy(reach, worst.action, worst.grant);
}

/** Without a known function, nobody can tell; a function whose code nobody has read is taken for one that does it. */
function arrivalBy({ trigger, arn, isKnown }: Joining, subject: PowerfulGroup, found: Described, pool: AuditedPool): Attempt {
  if (isKnown) return arrival(subject, found, pool, { trigger, arn });
  const known = orGap(() => get(pool.world, 'AWS::Lambda::Function', functionIn(arn)));
  return isGap(known) ? known : arrival(subject, found, pool, { trigger, arn }, (world) => assuming(world, arn, intoGroup(subject.group)));
}

/** Somebody signs up, signs in twice, and asks for what members of the group may do. */
function arrival({ provider, group, way }: PowerfulGroup, { userPool, client }: Described, pool: AuditedPool, by?: Omit<Joining, 'isKnown'>, assume?: (world: World) => World): Probe {
  const who = { email: newName(userPool), password: newcomer.password };
  const [first, again] = [plainSignIn(client, userPool, who, 'mallory', 'first-'), plainSignIn(client, userPool, who)];
  const wanted = worstWanted(pool, way);
  const request = wanted === undefined ? [] : [requestCall(way, wanted)];
  const meetsAlice = JSON.stringify(request).includes(aliceIdentity);
  return {
    title: by === undefined ? `Somebody signs up with ${poolName(userPool)}` : `Somebody signs up with ${poolName(userPool)}, whose ${by.trigger} trigger puts them into ${group}`,
    prepare: (world) => {
      const ready = first.prepare(assume?.(world) ?? world);
      return withStandIns(withTriggers(ready, userPool.Id, by === undefined ? {} : { [by.trigger]: by.arn }), wanted === undefined ? [] : [wanted.resource]);
    },
    people: { mallory: { ...cast.newcomer, detail: 'no account yet' }, ...(meetsAlice ? { alice: cast.alice } : {}) },
    calls: [
      ...(meetsAlice ? aliceArrives(way.entrance) : []),
      signUpCall(userPool, client),
      confirmCall(userPool, client),
      ...first.calls,
      ...again.calls,
      ...credentialCalls(pool, provider, again.idToken),
      ...request,
    ],
    proves: { ends: 'ok' },
    claim: claimOf(`${poolName(userPool)}’s ${by?.trigger ?? ''} trigger`, group, wanted, assume !== undefined),
  };
}

function claimOf(trigger: string, group: string, wanted: Wanted | undefined, isAssumed: boolean): Claim {
  const does = wanted === undefined ? '' : ` and use ${wanted.action} on ${wanted.resource}`;
  if (!isAssumed) return { severity: 'high', confidence: 'proved', actor: 'self-registered', message: `Anyone who signs up is put into ${group} by ${trigger} and can take its role${does}.` };
  const message = `Anyone who signs up may be put into ${group} by ${trigger}, whose role may do that, take the group’s role${does}.`;
  return { severity: 'high', confidence: 'plausible', actor: 'self-registered', message, unread: [`the code of ${trigger}`] };
}
