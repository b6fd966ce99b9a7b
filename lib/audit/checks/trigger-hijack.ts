import { triggersOf } from '../../engine/user-pool-triggers';
import { isGap } from '../../world/gap';
import { get, put, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, tokenMapping, withPolicy, withRoles, withUserPool } from '../examples';
import { userPoolsOnce } from '../login-probes';
import { orGap } from '../or-gap';
import { permissionProbes } from '../permission-probes';
import { editUntilRefused, withoutActions } from '../policy-edits';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { probeOf } from '../requests';
import { perWay, roleSubjects, type RoleSubject } from '../role-subjects';
import { nameOf } from '../roles';
import type { Entered } from '../sessions';
import { standIns } from '../stand-ins';

const triggerArn = `arn:aws:lambda:${notes.region}:${notes.account}:function:claims`;

/** The notes app with a function that writes the claims of its tokens. */
function withTrigger(world: World = notesWorld): World {
  const fn = put(world, 'AWS::Lambda::Function', 'claims', { FunctionName: 'claims', FunctionArn: triggerArn, Role: `arn:aws:iam::${notes.account}:role/claims` });
  return withUserPool({ LambdaConfig: { PreTokenGeneration: triggerArn } }, fn);
}

const changes = ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'] as const;

/** Triggers that say who somebody is, or whether they may come in. */
const deciding = new Set(['PreTokenGeneration', 'DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse', 'PreSignUp', 'PreAuthentication', 'UserMigration']);

export const triggerHijack = check<RoleSubject>({
  code: 'ESC-10',
  name: 'trigger-hijack',
  title: 'A session changes a function that decides who people are',
  resource: 'AWS::IAM::Role',
  severityRule: 'Who gets the role × the whole application where the trigger decides who somebody is and the pool chooses roles by that, else × others’ data.',
  docs: {
    what: 'A role that the pool gives lets its session change the code or the configuration of a function that a trusted user pool calls as a trigger: before sign-up, while people sign in, before tokens are made. The check looks up the triggers and asks IAM for the change of each.',
    why: 'What the trigger returns, Amazon Cognito signs. Whoever writes the function that makes the tokens’ claims writes cognito:groups and cognito:roles, and with them any role that the pool gives; whoever writes the one that checks a challenge signs in as anybody.',
    falsePositives: 'Triggers that only write messages or react afterwards count for less. A permission on other functions by name is the subject of ESC-03. The code of triggers is never read.',
    fix: 'Take the actions that change functions out of the role.',
  },
  references: [references.pathfinding, cwe(269), cwe(807)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users may change the function that makes claims', world: withPolicy(signedInRole, [allow('lambda:UpdateFunctionCode', triggerArn)], withTrigger()), severity: 'high' },
      { title: 'and roles go by claims', world: withPolicy(signedInRole, [allow('lambda:*')], withRoles({ RoleMappings: tokenMapping }, withTrigger())), severity: 'critical' },
      { title: 'guests may change any function', world: withPolicy(guestRole, [allow('lambda:Update*')], withTrigger()), severity: 'critical' },
      { title: 'invited users may change its configuration', world: invitationOnly(withPolicy(signedInRole, [allow('lambda:UpdateFunctionConfiguration')], withTrigger())), severity: 'medium' },
    ],
    passes: [
      { title: 'roles change no function', world: withTrigger() },
      { title: 'users may change another function', world: withPolicy(signedInRole, [allow('lambda:UpdateFunctionCode', `${triggerArn}-other`)], withTrigger()) },
      { title: 'guests may change functions, and none is a trigger', world: withPolicy(guestRole, [allow('lambda:*')]) },
      { title: 'users may call functions', world: withPolicy(signedInRole, [allow('lambda:InvokeFunction')], withTrigger()) },
    ],
  },
  subjects: (pool) => (userPoolsOnce(pool).length === 0 ? [] : roleSubjects(pool)),
  probes: (subject, pool): readonly Attempt[] =>
    perWay(subject, pool, (way, reach) => {
      const found = triggersHere(pool);
      const own = found.filter(({ arn }) => arn.split(':')[4] === pool.world.account);
      if (own.length === 0) return [withoutTriggers(way, pool)];
      return own.flatMap(({ arn, trigger }) =>
        permissionProbes(way, reach, { resource: arn, actions: changes, capability: deciding.has(trigger) && choosesRoles(pool) ? 'K5' : 'K4', does: `change what ${nameOf(arn)} does, the ${trigger} trigger of the user pool,` }),
      );
    }),
  fix({ role }, pool, proved) {
    if (role === undefined) return undefined;
    const world = editUntilRefused(pool.world, role.arn, proved, withoutActions(changes));
    return world && { summary: `Take ${changes.join(' and ')} from ${nameOf(role.arn)}.`, world };
  },
});

/** There is no function to change that decides anything. */
function withoutTriggers(way: Entered, { world }: AuditedPool): Probe {
  const claim: Claim = { severity: 'info', confidence: 'proved', actor: way.entrance.actor, message: 'The session may change functions, and no user pool of this account calls one as a trigger.', intended: true };
  return probeOf(way, [{ action: 'lambda:UpdateFunctionCode', resource: standIns(world).function }], `A session of ${nameOf(way.roleArn)} asks to change a function`, claim);
}

/** The triggers of the user pools that the pool trusts. @throws NotRead */
function triggersHere(pool: AuditedPool): ReturnType<typeof triggersOf> {
  return userPoolsOnce(pool).flatMap(({ userPoolId }) => {
    const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
    return userPool === undefined ? [] : triggersOf(userPool);
  });
}

/** Whether the pool gives roles by what tokens say. */
function choosesRoles(pool: AuditedPool): boolean {
  const mappings = orGap(() => pool.attachment?.RoleMappings ?? {});
  return !isGap(mappings) && Object.keys(mappings).length > 0;
}
