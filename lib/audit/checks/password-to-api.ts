import type { Call } from '../../engine/scenario';
import { isEnabled } from '../../engine/user-pool-initiate-auth';
import type { UserPool, UserPoolClient } from '../../world/resources';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { allow, editorsRole, notesWorld, signedInRole, tokenMapping, withClient, withPolicy, withRoles, withUserPool } from '../examples';
import { auditorAsks } from '../login-probes';
import { alice, cast } from '../people';
import { plainly } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { clientFix } from '../user-pool-edits';
import { clientsInScope, described, type ClientInScope, type Described } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const managed = withPolicy(editorsRole, [allow('s3:*', 'arn:aws:s3:::notes-photos/*')], withRoles({ RoleMappings: tokenMapping }));
const srp = { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
const migrating = { LambdaConfig: { UserMigration: 'arn:aws:lambda:us-east-1:111122223333:function:migrate' } };

export const passwordToApi = check<ClientInScope>({
  code: 'UPL-12',
  name: 'password-to-api',
  title: 'A public app client takes passwords as they are',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Medium when a session changes what is others’ or more and a password is all that it takes, low when it reaches beyond its own, a remark otherwise.',
  docs: {
    what: 'The app client has no secret and switches USER_PASSWORD_AUTH on. The check has somebody try a list of leaked passwords, one plain request each, until one fits.',
    why: 'One request with a name and a password is all that trying a stolen list takes. It also hands the password itself to whatever stands between the user and AWS; with SRP it never leaves the device.',
    falsePositives: 'A user migration trigger needs the password as it is: while it is there, the finding is only a remark. AWS slows down who guesses for one user, and not who tries one password for each of many. SRP makes trying dearer and does not prevent it.',
    fix: 'Have applications sign in with SRP, or with a choice-based sign-in, and switch USER_PASSWORD_AUTH off.',
  },
  references: [references.appClients, references.userPoolSecurity, cwe(522)],
  examples: {
    fails: [
      { title: 'users read everybody’s photos', world: readsAll, severity: 'low' },
      { title: 'users of a group manage everybody’s photos', world: managed, severity: 'medium' },
      { title: 'they do, and a second factor is asked', world: withUserPool({ MfaConfiguration: 'ON' }, managed), severity: 'low' },
      { title: 'the flow has its old name', world: withClient({ ExplicitAuthFlows: ['USER_PASSWORD_AUTH'] }, readsAll), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: notesWorld, severity: 'info' },
    ],
    passes: [
      { title: 'the client takes SRP alone', world: withClient(srp, readsAll) },
      { title: 'the client has a secret', world: withClient({ ClientSecret: 'REDACTED' }, readsAll) },
      { title: 'users are being migrated', world: withUserPool(migrating, readsAll) },
      { title: 'a backend signs users in, by the old name of its flow', world: withClient({ ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] }, readsAll) },
    ],
  },
  subjects: clientsInScope,
  probes(subject, pool): readonly Attempt[] {
    const found = described(pool, subject);
    if (found === undefined) return [];
    return [tries(found, subject, pool), ...(found.client.ExplicitAuthFlows?.includes('ADMIN_NO_SRP_AUTH') === true ? [byOldName(found)] : [])];
  },
  fix(subject, pool) {
    const found = described(pool, subject);
    if (found === undefined) return undefined;
    const kept = (found.client.ExplicitAuthFlows ?? []).filter((flow) => !flow.endsWith('USER_PASSWORD_AUTH') || flow.includes('ADMIN'));
    const isNew = kept.length === 0 || kept.some((flow) => flow.startsWith('ALLOW_'));
    const ExplicitAuthFlows = isNew ? [...new Set(['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH', ...kept])] : kept;
    return clientFix(pool.world, subject.clientId, { ExplicitAuthFlows }, `Let ${found.name} take no passwords but by SRP.`, 'First see that the application signs in with USER_SRP_AUTH; Amplify and the older Cognito library do so unless told otherwise.');
  },
});

/** A list of leaked passwords is tried, and one fits. */
function tries({ client, userPool, name }: Described, { provider }: ClientInScope, pool: AuditedPool): Probe {
  const guess = (id: string, PASSWORD: string, more: Partial<Call> = {}): Call => ({
    id,
    by: 'mallory',
    operation: 'cognito-idp:InitiateAuth',
    input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: client.ClientId, AuthParameters: { USERNAME: alice.email, PASSWORD } },
    ...more,
  });
  return {
    title: `Somebody tries leaked passwords with ${name}`,
    prepare: (world) => plainly(world, userPool.Id),
    people: { mallory: { ...cast.anyone, name: 'Mallory', detail: 'has a list of passwords' } },
    calls: [guess('first-guess', 'Summer-2024!', { goesOn: true }), guess('second-guess', alice.password)],
    proves: { ends: 'ok' },
    ...(isEnabled(client, 'USER_PASSWORD_AUTH') ? {} : { otherwise: `${name} takes no password as it is.` }),
    claim: claimOf(client, userPool, pool, provider.userPoolId),
  };
}

function claimOf(client: UserPoolClient, userPool: UserPool, pool: AuditedPool, userPoolId: string): Claim {
  const message = `Anyone can try passwords with ${client.ClientName ?? client.ClientId}, one plain request each.`;
  if (userPool.LambdaConfig?.UserMigration !== undefined) {
    return { severity: 'info', confidence: 'proved', actor: 'anonymous', message: `${message} The user migration trigger needs that; switch it off once everybody has moved.`, intended: true };
  }
  const worth = worthBehind(pool, userPoolId);
  const isAll = userPool.MfaConfiguration !== 'ON' && worth !== undefined && worth >= 'K4';
  return { severity: isAll ? 'medium' : capped('low', worth), confidence: 'proved', actor: 'anonymous', message };
}

/** An administrator's flow that AWS has renamed. */
function byOldName({ client, userPool, name }: Described): Probe {
  const input = { UserPoolId: userPool.Id, ClientId: client.ClientId, AuthFlow: 'ADMIN_NO_SRP_AUTH', AuthParameters: { USERNAME: alice.email, PASSWORD: alice.password } };
  return {
    title: `A backend signs somebody in with ${name}`,
    prepare: (world) => plainly(world, userPool.Id),
    people: { auditor: cast.operator },
    calls: [auditorAsks('backend-sign-in', 'cognito-idp:AdminInitiateAuth', input)],
    proves: { ends: 'ok' },
    claim: { severity: 'info', confidence: 'proved', actor: 'aws-principal', message: `${name} lists ADMIN_NO_SRP_AUTH, which AWS now calls ALLOW_ADMIN_USER_PASSWORD_AUTH; it is for callers with AWS credentials alone.`, intended: true },
  };
}
