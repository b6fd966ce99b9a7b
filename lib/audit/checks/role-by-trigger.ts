import { functionIn } from '../../engine/lambda-function';
import type { LambdaProgram } from '../../engine/lambda-program';
import { isGap } from '../../world/gap';
import { get, type World } from '../../world/world';
import { arrivalOf, type Arriving } from '../arrivals';
import { check, type Attempt, type Subject } from '../check';
import { subjectOf } from '../entrances';
import { allow, notes, notesWorld, signedInRole, tokenMapping, withPolicy, withRoles, withTrigger } from '../examples';
import { userPoolProviders } from '../login-probes';
import { orGap } from '../or-gap';
import { editUntilRefused, withoutActions } from '../policy-edits';
import { isEntered, type AuditedPool } from '../pool';
import { carriedTags } from '../principal-tags';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { groupsOf, nameOf } from '../roles';
import { assuming, isRunnable, triggerArn } from '../triggers';

const trigger = 'PreTokenGeneration';
const change = 'lambda:UpdateFunctionCode';

/** A user pool whose tokens a function completes, and whose tokens decide what people get. */
interface CompletedTokens extends Subject {
  readonly provider: Arriving['provider'];
  readonly functionArn: string;
}

const mapped = withRoles({ RoleMappings: tokenMapping });
const functionArn = `arn:aws:lambda:${notes.region}:${notes.account}:function:notes-pretokengeneration`;

export const roleByTrigger = check<CompletedTokens>({
  code: 'MAP-15',
  name: 'role-by-trigger',
  title: 'Who changes a function chooses everybody’s role',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'High where a session of the pool may change the function’s code; a remark otherwise.',
  docs: {
    what: 'A PreTokenGeneration trigger completes the tokens of a trusted user pool, and the pool chooses roles or principal tags by those tokens. The check has the sessions that the pool gives, where their policies speak of it, ask for the change of the function’s code, and shows what the function decides.',
    why: 'Such a function writes groups, roles and claims into the token, and the identity pool believes the token. Its code is then part of the access control, whether or not anybody looks at it so. AWS’s own TEAM tool once told administrators by the shape of a user name, with sign-up open to all.',
    falsePositives: 'A function whose code only its owners change is a good way to decide, and a remark; whether it believes something that users write themselves cannot be read from here.',
    fix: 'Take the permission to change the function’s code from the roles that the pool gives.',
  },
  references: [references.roleMapping, references.userPoolTokens, cwe(807)],
  examples: {
    fails: [
      { title: 'users may change the function', world: withPolicy(signedInRole, [allow(change, functionArn)], withTrigger(trigger, undefined, mapped)), severity: 'high' },
      { title: 'users may change every function', world: withPolicy(signedInRole, [allow('lambda:*')], withTrigger(trigger, undefined, mapped)), severity: 'high' },
    ],
    passes: [
      { title: 'only its owners change the function', world: withTrigger(trigger, undefined, mapped) },
      { title: 'users may change another function', world: withPolicy(signedInRole, [allow(change, `${functionArn}-other`)], withTrigger(trigger, undefined, mapped)) },
      { title: 'there is no function', world: mapped },
      { title: 'the pool does not decide by the token', world: withTrigger(trigger, undefined, notesWorld) },
    ],
  },
  subjects: (pool) =>
    userPoolProviders(pool).flatMap((provider): readonly CompletedTokens[] => {
      const { userPoolId } = provider;
      const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
      const arn = userPool === undefined ? undefined : triggerArn(userPool, trigger);
      if (arn === undefined || !decidesByToken(provider, pool)) return [];
      return [{ provider, functionArn: arn, resource: { type: 'AWS::Cognito::UserPool', id: `${userPoolId} ${provider.audience}` } }];
    }),
  probes(subject, pool): readonly Attempt[] {
    const changes = pool.ways.flatMap((way): readonly Attempt[] => {
      if ('unread' in way) return [way];
      if (!isEntered(way)) return [];
      const may = orGap(() => pool.reach(way).of(change)?.verdict);
      if (isGap(may)) return [may];
      if (may === undefined || may === 'denied') return [];
      const message = `${subjectOf(way.entrance)} can choose what tokens of ${subject.provider.userPoolId} say, and so everybody’s role: the role ${nameOf(way.roleArn)} may change the code of the function ${functionIn(subject.functionArn)}.`;
      const wanted = { action: change, resource: subject.functionArn };
      return [probeOf(way, [wanted], `A session of ${nameOf(way.roleArn)} changes the function’s code`, { severity: 'high', confidence: 'proved', actor: way.entrance.actor, message })];
    });
    return [...remark(subject, pool), ...changes];
  },
  fix({ functionArn: arn }, pool, proved) {
    const role = pool.reachedRoles.find(({ arn: each }) => proved.title.includes(` ${nameOf(each)} `))?.arn;
    const world = role === undefined ? undefined : editUntilRefused(pool.world, role, proved, withoutActions([change]));
    return world && role ? { summary: `Take ${change} from ${nameOf(role)}.`, world, warning: `Look at who else may change ${functionIn(arn)}, by Lambda or by what deploys it.` } : undefined;
  },
});

/** Whether the pool looks into tokens of this provider for more than who somebody is. @throws NotRead */
function decidesByToken(provider: Arriving['provider'], pool: AuditedPool): boolean {
  return pool.attachment?.RoleMappings?.[provider.mapping] !== undefined || carriedTags(pool, provider).size > 0;
}

/** What the function decides: a user in no group gets what it says. */
function remark({ provider, functionArn: arn }: CompletedTokens, pool: AuditedPool): readonly Attempt[] {
  const groups = orGap(() => groupsOf(pool.world, provider));
  const role = isGap(groups) ? undefined : (groups.find(({ RoleArn }) => RoleArn !== undefined)?.RoleArn ?? pool.attachment?.Roles?.authenticated);
  const program: LambdaProgram = { returns: { value: { claimsOverrideDetails: { groupOverrideDetails: { groupsToOverride: ['chosen'], iamRolesToOverride: [role], preferredRole: role } } } } };
  const arrival = orGap(() => arrivalOf({ provider, detail: 'in no group' }, pool));
  if (arrival === undefined || role === undefined) return [];
  if (isGap(arrival)) return [arrival];
  const known = isRunnable(pool.world, arn);
  const prepare = (world: World): World => (known ? world : assuming(world, arn, program));
  return [
    {
      ...arrival,
      prepare: (world) => arrival.prepare?.(prepare(world)) ?? prepare(world),
      title: 'A user in no group gets the role that the function writes into the token',
      proves: { ends: 'ok' },
      claim: {
        severity: 'info',
        confidence: known ? 'proved' : 'plausible',
        actor: 'signed-in',
        message: `The function ${functionIn(arn)} writes what tokens of ${provider.userPoolId} say, and the pool decides by them: its code is part of the access control.`,
        ...(known ? {} : { unread: [`the code of the function ${functionIn(arn)}`] }),
        intended: true,
      },
    },
  ];
}
