import { decide } from '../../iam/authorize';
import type { CapabilityReason } from '../../iam/reach/capability';
import type { Edge, EscalationPath } from '../../iam/escalation/escalation';
import { guestSessionPolicies } from '../../engine/guest-session-policies';
import { policyNamed } from '../../engine/authorization';
import type { Gap } from '../../world/gap';
import { put, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import { callsOf, visitor } from '../entrances';
import { escalationsBy, fixEscalation, gained, requestsOf, stepsOf } from '../escalation-probes';
import { allow, guestRole, guestsOff, notes, notesWorld, signedInRole, withPolicy, withStrayRole } from '../examples';
import { isEntered, type AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { probeOf, requestCall } from '../requests';
import { nameOf } from '../roles';
import { severityFor, weighed } from '../severities';
import { reachQuestion, type Entered } from '../sessions';
import { standIns } from '../stand-ins';

const FunctionArn = `arn:aws:lambda:${notes.region}:${notes.account}:function:reports`;
const trustsLambda = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] };

/** The notes app with a function that runs as a role of its own. */
function withFunction(statements: readonly object[], world: World = notesWorld): World {
  const role = withStrayRole('reports', trustsLambda, statements, world);
  return put(role, 'AWS::Lambda::Function', 'reports', { FunctionName: 'reports', FunctionArn, Role: `arn:aws:iam::${notes.account}:role/reports` });
}

const secret = [allow('ssm:GetParameter', 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/db')];
const mayChange = [allow(['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'], FunctionArn)];

export const ceilingEscape = check({
  code: 'ESC-12',
  name: 'ceiling-escape',
  title: 'Guests keep to AWS’s list of services and still leave it',
  resource: 'AWS::IAM::Role',
  severityRule: 'Anonymous visitors × the worst, of what AWS’s session policies for guests refuse, that another role gives them.',
  docs: {
    what: `AWS adds two session policies to every guest’s session in the enhanced flow (as of ${guestSessionPolicies.managed.checkedOn}). The check looks for ways on which every request of the guest is within them, and which end in a role that they do not hold: a function whose code may be changed, a user who can be signed in as, a group that can be joined. It has the guest ask for the same thing twice: straight away, which is refused, and by the first step of the way, which is not.`,
    why: 'The list of services is a guard-rail along one road. What runs as another role, or who signs in as another user, is not on that road, whatever the first request was.',
    falsePositives: 'If all that the other role gives is on AWS’s list as well, nothing is escaped from; that the role can be had at all is then the subject of ESC-03 or ESC-06.',
    fix: 'Take the first step out of the guest role.',
  },
  references: [references.iamRoles, references.pathfinding, cwe(269)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'guests may change a function that reads secrets', world: withPolicy(guestRole, mayChange, withFunction(secret)), severity: 'critical' },
      { title: 'guests may set the passwords of users who use Bedrock', world: withPolicy(guestRole, [allow('cognito-idp:AdminSetUserPassword')], withPolicy(signedInRole, [allow('bedrock:InvokeModel')])), severity: 'medium' },
    ],
    passes: [
      { title: 'guests change nothing', world: withFunction(secret) },
      { title: 'the function does what is on AWS’s list', world: withPolicy(guestRole, mayChange, withFunction([allow('s3:GetObject')])) },
      { title: 'the guest role allows what AWS’s list refuses', world: withPolicy(guestRole, secret, withFunction(secret)) },
      { title: 'there are no guests', world: withPolicy(guestRole, mayChange, withFunction(secret, guestsOff)) },
    ],
  },
  subjects(pool) {
    const role = pool.attachment?.Roles?.unauthenticated;
    return pool.pool.AllowUnauthenticatedIdentities && role !== undefined ? [{ resource: { type: 'AWS::IAM::Role', id: role } }] : [];
  },
  probes(_subject, pool): readonly Attempt[] {
    const way = pool.try(pool.guest);
    if (!isEntered(way)) return 'unread' in way ? [way] : [];
    const paths = escalationsBy(pool, way).paths();
    const found = paths.flatMap((path) => escapeOn(path, way, pool));
    const chosen = [found.find(({ claim }) => claim.confidence === 'proved'), found.find(({ claim }) => claim.confidence !== 'proved')].filter((probe) => probe !== undefined);
    const unread = paths.flatMap(({ reasons, missing }): readonly Gap[] => (reasons.length === 0 && missing.length > 0 ? [{ unread: missing.join('; ') }] : []));
    return chosen.length + unread.length > 0 ? [...chosen, ...unread] : [stayProbe(way, pool)];
  },
  fix: ({ resource }, pool, proved) => fixEscalation(pool, resource.id, proved),
});

/** The same guest asks for what AWS’s list refuses, and then goes the first step towards it. */
function escapeOn(path: EscalationPath, way: Entered, pool: AuditedPool): readonly Probe[] {
  const [first] = path.steps as readonly [Edge];
  const reason = path.reasons.find((each) => isBeyond(each, way, pool));
  const severity = reason === undefined ? undefined : severityFor('A0', reason.capability, reason.secrets);
  const wanted = requestsOf(first);
  if (reason === undefined || severity === undefined || severity === 'info' || wanted.length === 0) return [];
  const { resource, given } = reason.grant.witness;
  const refused = requestCall(way, { action: reason.action, resource, context: given }, 0, { goesOn: true, id: 'straight-away' });
  const confidence = path.confidence === 'plausible' ? 'plausible' : path.contested ? 'contested' : 'proved';
  const probe = probeOf(way, wanted, `A guest asks for ${reason.action}, and then tries to ${first.technique.name}`, {
    severity: weighed(severity, path.contested ? 'contested' : confidence),
    confidence,
    actor: 'anonymous',
    message: `Anyone on the internet can ${stepsOf(path)}${gained(path)}, which ${reason.does}: ${reason.action} on ${reason.grant.resource}, which AWS’s session policies for guests refuse.`,
    ...(path.missing.length > 0 ? { unread: path.missing } : {}),
  });
  const arrival = callsOf(way.entrance).length + (probe.calls[0]?.id.startsWith('alice') === true ? 1 : 0);
  const calls = [...probe.calls.slice(0, arrival), refused, ...probe.calls.slice(arrival)];
  return [{ ...probe, calls, proves: { ends: 'ok', refused: [{ call: refused.id }] } }];
}

const everything = policyNamed('all permissions', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** Whether AWS’s session policies would refuse a guest that, whatever the guest’s role allowed. */
function isBeyond({ action, grant }: CapabilityReason, way: Entered, pool: AuditedPool): boolean {
  const { principal, policies, context } = reachQuestion(pool.world, way, pool.catalogue);
  const { resource, given, unknown } = grant.witness;
  const request = { principal, action, resource, resourceAccount: pool.world.account, context: { ...context, ...given }, unknown };
  return decide(request, { ...policies, identity: [everything] }).answer !== 'Allowed';
}

/** Nothing was found: the guest tries the commonest first step. */
function stayProbe(way: Entered, pool: AuditedPool): Probe {
  const wanted = { action: 'lambda:UpdateFunctionCode', resource: standIns(pool.world).function };
  return {
    ...probeOf(way, [wanted], 'A guest tries to change a function', { severity: 'info', confidence: 'proved', actor: 'anonymous', message: 'Guests may change functions, and nothing that AWS’s session policies refuse comes of it.', intended: true }),
    people: { mallory: visitor(way.entrance) },
    otherwise: `No way leads from ${nameOf(way.roleArn)} to anything that AWS’s session policies for guests refuse.`,
  };
}
