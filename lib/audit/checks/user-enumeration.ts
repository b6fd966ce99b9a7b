import type { Call } from '../../engine/scenario';
import { get, patch } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import { allow, invitationOnly, notesWorld, signedInRole, withClient, withPolicy } from '../examples';
import { cast } from '../people';
import { plainly } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { signUpCall } from '../sign-up';
import { clientFix } from '../user-pool-edits';
import { clientsInScope, described, poolName, type ClientInScope, type Described } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);

export const userEnumeration = check<ClientInScope>({
  code: 'UPL-16',
  name: 'user-enumeration',
  title: 'Strangers learn who has an account',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Low; a remark when a session reaches only what is the user’s own, or when sign-up alone tells.',
  docs: {
    what: 'The check asks for a new password in the name of somebody who has no account, with nothing but the app client’s ID, and looks whether AWS says that there is no such user. It also signs up twice with one name.',
    why: 'Who knows which addresses have accounts knows whom to send a forged letter and whose leaked passwords to try. LEGACY, which is what the API and CloudFormation take when nothing is said, tells.',
    falsePositives: 'Sign-up tells in any case that a name is taken, and no setting changes that: where anyone may sign up, it is a remark. A request to an app client with a secret needs that secret.',
    fix: 'Set PreventUserExistenceErrors to ENABLED.',
  },
  references: [references.appClients, references.userPoolSecurity, cwe(204)],
  examples: {
    fails: [
      { title: 'the client says when there is no such user', world: withClient({ PreventUserExistenceErrors: 'LEGACY' }, readsAll), severity: 'low' },
      { title: 'the setting was never made', world: withClient({ PreventUserExistenceErrors: undefined }, readsAll), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: withClient({ PreventUserExistenceErrors: 'LEGACY' }), severity: 'info' },
    ],
    passes: [
      { title: 'the client does not say', world: invitationOnly(readsAll) },
      { title: 'sign-up alone tells', world: notesWorld },
      { title: 'the client has a secret', world: withClient({ PreventUserExistenceErrors: 'LEGACY', ClientSecret: 'REDACTED' }, readsAll) },
    ],
  },
  subjects: clientsInScope,
  probes(subject, pool): readonly Attempt[] {
    const found = described(pool, subject);
    return found === undefined ? [] : [forgets(found, subject, pool), ...(found.client.ClientSecret === undefined ? [signsUpTwice(found)] : [])];
  },
  fix: (subject, pool) => clientFix(pool.world, subject.clientId, { PreventUserExistenceErrors: 'ENABLED' }, `Let ${described(pool, subject)?.name ?? subject.clientId} keep to itself who exists.`),
});

const stranger = { ...cast.anyone, name: 'Mallory', detail: 'knows the app client’s ID' } as const;

/** Somebody asks for a new password for a person without an account. */
function forgets({ client, userPool, name }: Described, { provider }: ClientInScope, pool: AuditedPool): Probe {
  return {
    title: `Somebody asks ${name} for the new password of a person without an account`,
    prepare: (world) => plainly(world, userPool.Id),
    people: { mallory: stranger },
    calls: [{ id: 'forgot-password', by: 'mallory', operation: 'cognito-idp:ForgotPassword', input: { ClientId: client.ClientId, Username: 'nobody@lifeguard.example' } }],
    proves: { ends: ['UserNotFoundException'], rule: 'userExists' },
    otherwise: client.ClientSecret === undefined ? `${name} tells nobody who has an account.` : `${name} takes no request without its secret.`,
    claim: { severity: capped('low', worthBehind(pool, provider.userPoolId)), confidence: 'proved', actor: 'anonymous', message: `Anyone can ask ${name} who has an account with ${poolName(userPool)}.` },
  };
}

/** A name that is taken is refused to whoever signs up with it next. */
function signsUpTwice({ client, userPool, name }: Described): Probe {
  const signUp = signUpCall(userPool, client);
  const again: Call = { ...signUp, id: 'sign-up-again' };
  return {
    title: `Somebody signs up with ${poolName(userPool)} under a name that is taken`,
    // Whether the app client lets newcomers write what they must say is another question.
    prepare: (world) => {
      const ready = plainly(world, userPool.Id);
      return get(ready, 'AWS::Cognito::UserPoolClient', client.ClientId) === undefined ? ready : patch(ready, 'AWS::Cognito::UserPoolClient', client.ClientId, { WriteAttributes: undefined });
    },
    people: { mallory: stranger },
    calls: [signUp, again],
    proves: { ends: ['UsernameExistsException'] },
    otherwise: `${name} tells nobody who has an account.`,
    claim: { severity: 'info', confidence: 'proved', actor: 'anonymous', message: `Signing up with ${poolName(userPool)} tells whether a name is taken, whatever the app client’s settings.`, intended: true },
  };
}
