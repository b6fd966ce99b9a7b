import type { Call } from '../../engine/scenario';
import { check, type Attempt, type Probe } from '../check';
import { allow, notesWorld, signedInRole, withPolicy, withUserPool } from '../examples';
import { auditorAsks } from '../login-probes';
import { cast } from '../people';
import { plainSignIn } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { newcomer, newName, signUpCall } from '../sign-up';
import { passwordPolicyOf, userPoolFix } from '../user-pool-edits';
import { describedPool, poolName, trustedUserPools, type Described, type TrustedUserPool } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const week = 7 * 86_400;
const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const days = (TemporaryPasswordValidityDays: number, world = readsAll) => withUserPool({ Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays } } }, world);

export const temporaryPasswords = check<TrustedUserPool>({
  code: 'UPL-09',
  name: 'temporary-passwords',
  title: 'Invitations that are good for long',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Low; a remark when a session reaches only what is the user’s own.',
  docs: {
    what: 'The check has an administrator create a user, and somebody sign in with the temporary password more than a week later.',
    why: 'The password stands in a message that may be read by others, and whoever uses it first chooses the next one and is the user. The longer it is good, the more of those messages lie about unused.',
    falsePositives: 'People on a long leave may need more than a week; an invitation can also be sent anew. A week is what AWS gives by itself.',
    fix: 'Set TemporaryPasswordValidityDays to seven or fewer.',
  },
  references: [{ title: 'Amazon Cognito: creating user accounts as administrator', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/how-to-create-user-accounts.html' }, references.userPoolSecurity, cwe(262)],
  examples: {
    fails: [
      { title: 'invitations are good for three months', world: days(90), severity: 'low' },
      { title: 'the setting has its old name', world: withUserPool({ Policies: {}, AdminCreateUserConfig: { UnusedAccountValidityDays: 30 } }, readsAll), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: days(90, notesWorld), severity: 'info' },
    ],
    passes: [
      { title: 'invitations are good for a week', world: notesWorld },
      { title: 'nothing was set', world: withUserPool({ Policies: undefined }, readsAll) },
    ],
  },
  subjects: trustedUserPools,
  probes(subject, pool): readonly Attempt[] {
    const found = describedPool(pool, subject);
    return found === undefined ? [] : [lateArrival(found, subject, pool)];
  },
  fix({ provider }, pool) {
    const userPool = describedPool(pool, { provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } })?.userPool;
    if (userPool === undefined) return undefined;
    const Policies = { ...userPool.Policies, PasswordPolicy: { ...passwordPolicyOf(userPool), TemporaryPasswordValidityDays: 7 } };
    return userPoolFix(pool.world, userPool.Id, { Policies }, 'Let invitations be good for a week.', 'Whoever has not come by then is sent a new one.');
  },
});

/** Somebody finds an invitation that nobody has used. */
function lateArrival({ userPool, client }: Described, { provider }: TrustedUserPool, pool: AuditedPool): Probe {
  const name = newName(userPool);
  const signIn = plainSignIn(client, userPool, { email: name, password: newcomer.password });
  const { UserAttributes = [] } = signUpCall(userPool, client).input;
  const invite = auditorAsks('invite', 'cognito-idp:AdminCreateUser', { UserPoolId: userPool.Id, Username: name, TemporaryPassword: newcomer.password, UserAttributes });
  const [first, ...others] = signIn.calls;
  const late: readonly Call[] = first === undefined ? [] : [{ ...first, after: week + 3600 }, ...others];
  return {
    title: `Somebody uses an invitation to ${poolName(userPool)} after a week`,
    prepare: signIn.prepare,
    people: { auditor: { ...cast.operator, name: 'An administrator' }, mallory: { ...cast.anyone, name: 'Mallory', detail: 'has found an invitation' } },
    calls: [invite, ...late],
    proves: { ends: 'ok' },
    otherwise: `An invitation to ${poolName(userPool)} is worth nothing any more after a week.`,
    claim: {
      severity: capped('low', worthBehind(pool, provider.userPoolId)),
      confidence: 'proved',
      actor: 'anonymous',
      message: `An invitation to ${poolName(userPool)} that nobody has used is good for more than a week, for whoever finds it.`,
    },
  };
}
