import type { Input } from '../../engine/scenario';
import { isEnabled } from '../../engine/user-pool-initiate-auth';
import { patch } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import { allow, notes, notesWorld, onPage, signedInRole, withClient, withPolicy } from '../examples';
import { alice, cast } from '../people';
import { plainly } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { signsInByApi } from '../sign-in';
import { described, trustedClients, type ClientInScope, type Described } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const expects = [{ source: 'amplify_outputs.json', identityPoolId: notes.identityPool, userPoolId: notes.userPool, clientId: notes.client }];
const onServer = { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };

export const clientSecret = check<ClientInScope>({
  code: 'UPL-15',
  name: 'client-secret',
  title: 'A secret where everybody reads it, or none where it would be kept',
  resource: 'AWS::Cognito::UserPoolClient',
  severityRule: 'Low; a remark when a session reaches only what is the user’s own.',
  docs: {
    what: 'The check signs in without a secret to an app client that a browser or telephone uses: one that a given configuration names, or that sends users back to an application’s own scheme. And it asks, without a secret, for a new password at an app client through which only a backend signs people in.',
    why: 'What every copy of an application contains is no secret, and it costs every caller of that client the trust that the backend puts in it. A backend can keep a secret, and with one nobody else uses its app client, whoever knows its ID.',
    falsePositives: 'Only the presence of a secret is known here, never its value. An app client that no configuration names and that has no scheme of its own is taken for a server’s. That a backend alone signs people in is concluded from the flows, so that this finding is plausible.',
    fix: 'Make another app client, without a secret for browsers and telephones and with one for backends, and trust it in the place of this one.',
  },
  references: [references.appClients, cwe(798)],
  examples: {
    fails: [
      { title: 'the web application’s client has a secret', world: withClient({ ClientSecret: 'REDACTED' }, readsAll), expectations: expects, severity: 'low' },
      { title: 'the telephone’s client has a secret', world: withClient({ ...onPage('openid'), ClientSecret: 'REDACTED', CallbackURLs: ['notesapp://signed-in'] }, readsAll), severity: 'low' },
      { title: 'a backend’s client has none', world: withClient(onServer, readsAll), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: withClient({ ClientSecret: 'REDACTED' }), expectations: expects, severity: 'info' },
    ],
    passes: [
      { title: 'the web application’s client has no secret', world: notesWorld, expectations: expects },
      { title: 'a backend’s client has one', world: withClient({ ...onServer, ClientSecret: 'REDACTED' }, readsAll) },
      { title: 'a backend’s client has none, and a configuration names it', world: withClient(onServer, readsAll), expectations: expects },
    ],
  },
  subjects: trustedClients,
  probes(subject, pool): readonly Attempt[] {
    const found = described(pool, subject);
    if (found === undefined) return [];
    const source = pool.expectations.find(({ clientId }) => clientId === subject.clientId)?.source;
    const isNative = (found.client.CallbackURLs ?? []).some((address) => !/^https?:/i.test(address));
    if (source !== undefined || isNative) return [signsInWithout(found, subject, pool, source)];
    const isServers = isEnabled(found.client, 'ADMIN_USER_PASSWORD_AUTH') && !signsInByApi(found.client);
    return isServers ? [asksWithout(found, subject, pool)] : [];
  },
  fix(subject, pool, proved) {
    const name = described(pool, subject)?.name ?? subject.clientId;
    const isPublic = proved.proves.ends !== 'ok';
    const world = patch(pool.world, 'AWS::Cognito::UserPoolClient', subject.clientId, { ClientSecret: isPublic ? undefined : 'REDACTED' });
    const warning = 'A client keeps its secret, or goes without one, for life. Make the new one, let the application and the identity pool use it, and then delete the old one.';
    return { summary: `Make an app client ${isPublic ? 'without' : 'with'} a secret in the place of ${name}.`, world, warning };
  },
});

/** A browser or telephone signs its user in, and has no secret to show. */
function signsInWithout({ userPool, client, name }: Described, { provider }: ClientInScope, pool: AuditedPool, source: string | undefined): Probe {
  const asks: Input = isEnabled(client, 'USER_PASSWORD_AUTH') ? { AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: alice.email, PASSWORD: alice.password } } : { AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: alice.email, SRP_A: 'ab12' } };
  const where = source === undefined ? 'an application on telephones uses' : `${source} names`;
  return {
    title: `Somebody signs in to ${name} without a secret`,
    // Which flows it has makes no difference to what it asks for.
    prepare: (world) => patch(plainly(world, userPool.Id), 'AWS::Cognito::UserPoolClient', client.ClientId, { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'] }),
    people: { alice: { ...cast.alice, detail: 'in a browser or on a telephone' } },
    calls: [{ id: 'sign-in', by: 'alice', operation: 'cognito-idp:InitiateAuth', input: { ClientId: client.ClientId, ...asks } }],
    proves: { ends: ['NotAuthorizedException'], rule: 'secretHash' },
    otherwise: `${name} asks for no secret.`,
    claim: {
      severity: capped('low', worthBehind(pool, provider.userPoolId)),
      confidence: 'proved',
      actor: 'anonymous',
      message: `${name}, which ${where}, lets nobody sign in without its secret: every copy of the application has to contain it.`,
    },
  };
}

/** Somebody who knows the ID of a backend’s app client, and nothing else, speaks in its name. */
function asksWithout({ userPool, client, name }: Described, { provider }: ClientInScope, pool: AuditedPool): Probe {
  return {
    title: `Somebody asks ${name} for a new password without a secret`,
    prepare: (world) => plainly(world, userPool.Id),
    people: { mallory: { ...cast.anyone, name: 'Mallory', detail: 'knows the app client’s ID' } },
    calls: [{ id: 'forgot-password', by: 'mallory', operation: 'cognito-idp:ForgotPassword', input: { ClientId: client.ClientId, Username: alice.email } }],
    proves: { ends: 'ok' },
    otherwise: `${name} takes no request without its secret.`,
    claim: {
      severity: capped('low', worthBehind(pool, provider.userPoolId)),
      confidence: 'plausible',
      actor: 'anonymous',
      message: `${name}, through which only a backend signs people in, takes requests from whoever knows its ID: it has no secret.`,
      unread: [`whether ${name} is used by a backend alone`],
    },
  };
}
