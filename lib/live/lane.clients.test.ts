import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decodeToken } from '../engine/token';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch, type World } from '../world/world';
import { realTotp } from '../wire/border/totp';
import { serve, type Served } from '../wire/serving.testing';
import { Lane, type LaneState, type Typed } from './lane';
import { planOf } from './filled-in.testing';
import { identityVariable, type LiveFields } from './plan';

let served: Served;
beforeEach(async () => {
  served = await serve();
});
afterEach(() => served.close());

/** Serves another account from here on. */
async function serveWorld(world: World): Promise<void> {
  await served.close();
  served = await serve({ world });
}

function laneFor(fields: Partial<LiveFields>, secrets: Typed = {}, send: typeof fetch = fetch) {
  const states: LaneState[] = [];
  const typed = new Map(Object.entries(secrets));
  const lane = new Lane(planOf(fields, served.endpoint), { typed, fetch: send, clock: Date.now, offline: () => false, onChange: (state) => states.push(state) });
  return { lane, states, typed };
}

async function walk(fields: Partial<LiveFields>, typed: Typed = {}): Promise<LaneState> {
  const { lane } = laneFor(fields, typed);
  await lane.go();
  return lane.state;
}

const user = { asker: 'user' } as const;
const anaTyped = { PASSWORD: notes.anaPassword };
const idsOf = ({ trace }: LaneState) => trace.steps.map((step) => step.id);
const lastOf = ({ trace }: LaneState) => trace.steps.at(-1);

/** An ID token of Ana's, as it would be pasted. */
async function idTokenOf(clientId: string = notes.client): Promise<string> {
  const { lane } = laneFor({ ...user, clientId, signInFlow: 'USER_PASSWORD_AUTH' }, anaTyped);
  await lane.go();
  return (lane.state.trace.steps[0]?.output?.AuthenticationResult as { readonly IdToken: string }).IdToken;
}

describe('the whole path over HTTP, with AWS’s clients', () => {
  test('a guest gets credentials of the guest role', async () => {
    const state = await walk({});
    expect(idsOf(state)).toEqual(['get-id', 'get-credentials', 'who-am-i']);
    expect(state.trace.ended).toBe('ok');
    expect(state.now).toEqual({ kind: 'over' });
    expect(lastOf(state)?.output?.Arn).toBe(`arn:aws:sts::${notes.account}:assumed-role/notes-guest/CognitoIdentityCredentials`);
    for (const step of state.trace.steps) expect(step.truth).toBe('live');
  });

  test('a user proves the password by SRP, and reads the own folder', async () => {
    const state = await walk({ ...user, reading: 's3:ListObjectsV2', bucket: notes.bucket, path: `users/${identityVariable}/` }, anaTyped);
    expect(idsOf(state)).toEqual(['sign-in', 'prove-password', 'get-id', 'get-credentials', 'who-am-i', 'read']);
    expect(state.trace.ended).toBe('ok');
    const identity = state.trace.steps[2]?.output?.IdentityId;
    expect(lastOf(state)).toMatchObject({ sent: { Bucket: notes.bucket, Prefix: `users/${String(identity)}/` }, output: { KeyCount: 0, Contents: [] } });
    expect(decodeToken((state.trace.steps[1]?.output?.AuthenticationResult as { readonly IdToken: string }).IdToken)?.claims.email).toBe(notes.ana);
    expect(state.trace.steps[2]?.origins).toContainEqual({ path: `Logins.${notes.provider}`, call: 'prove-password', output: 'AuthenticationResult.IdToken' });
  });

  test('a user may send the password instead', async () => {
    const state = await walk({ ...user, signInFlow: 'USER_PASSWORD_AUTH' }, anaTyped);
    expect(idsOf(state)).toEqual(['sign-in', 'get-id', 'get-credentials', 'who-am-i']);
  });

  test('the classic flow takes the role that the learner names', async () => {
    await serveWorld(patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: true }));
    const state = await walk({ ...user, flow: 'classic', roleArn: notes.editorsRole }, anaTyped);
    expect(idsOf(state)).toEqual(['sign-in', 'prove-password', 'get-id', 'get-openid-token', 'assume-role', 'who-am-i']);
    expect(lastOf(state)?.output?.Arn).toBe(`arn:aws:sts::${notes.account}:assumed-role/notes-editors/lifeguard-live`);
  });

  test('a pasted ID token does without a sign-in', async () => {
    const idToken = await idTokenOf();
    const state = await walk({ asker: 'token', idToken }, { ID_TOKEN: idToken });
    expect(idsOf(state)).toEqual(['get-id', 'get-credentials', 'who-am-i']);
    expect(lastOf(state)?.output?.Arn).toContain('/notes-signed-in/');
  });

  test('of an object only the beginning is read, and nothing of it is shown', async () => {
    const Key = 'public/tide tables (new).txt';
    served.emulator.perform('s3:PutObject', { Bucket: notes.bucket, Key, Body: 'ebb and flow '.repeat(1000), ContentType: 'text/plain' }, { kind: 'operator' });
    const state = await walk({ reading: 's3:GetObject', bucket: notes.bucket, path: Key });
    expect(lastOf(state)).toMatchObject({ sent: { Bucket: notes.bucket, Key }, output: { ContentType: 'text/plain', ContentLength: 13_000 } });
    expect(state.exchanges.read?.response.body).toBe('(the first 2048 bytes were read and are not shown)');
  });
});

describe('what AWS does out of sight is inferred, and says so', () => {
  test('the call to STS behind GetCredentialsForIdentity', async () => {
    const { trace } = await walk({});
    expect(trace.steps[1]?.nested).toMatchObject([{ id: 'get-credentials/assume-role', service: 'sts', by: 'cognito-identity', truth: 'inferred', output: { Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) } } }]);
    expect(trace.steps[0]?.nested).toEqual([]);
  });

  test('IAM’s decision on a request to S3, for and against', async () => {
    const reading = { ...user, reading: 's3:ListObjectsV2', bucket: notes.bucket } as const;
    const allowed = await walk({ ...reading, path: `users/${identityVariable}/` }, anaTyped);
    expect(lastOf(allowed)?.nested).toMatchObject([{ id: 'read/decision', service: 'iam', by: 's3', truth: 'inferred', output: {} }]);
    const refused = await walk({ ...reading, path: 'users/' }, anaTyped);
    expect(refused.trace).toMatchObject({ ended: 'AccessDenied', stoppedAt: 'read' });
    expect(lastOf(refused)?.nested).toMatchObject([{ service: 'iam', truth: 'inferred', error: { code: 'AccessDenied' } }]);
  });
});

describe('AWS’s refusals arrive in its own words', () => {
  test('a token of another app client (wrong audience)', async () => {
    const other = '5otherclient7nobodylisted8';
    const client = { ...notesWorld.resources['AWS::Cognito::UserPoolClient']![notes.client], ClientId: other };
    await serveWorld({ ...notesWorld, resources: { ...notesWorld.resources, 'AWS::Cognito::UserPoolClient': { ...notesWorld.resources['AWS::Cognito::UserPoolClient'], [other]: client } } } as World);
    const state = await walk({ ...user, clientId: other }, anaTyped);
    expect(state.trace).toMatchObject({ ended: 'NotAuthorizedException', stoppedAt: 'get-id' });
    expect(lastOf(state)?.error).toMatchObject({ code: 'NotAuthorizedException', message: 'Token is not from a supported provider of this identity pool.', status: 400 });
  });

  test('an ID token that has expired', async () => {
    const idToken = await idTokenOf();
    served.emulator.moveClock(3601);
    const state = await walk({ asker: 'token', idToken }, { ID_TOKEN: idToken });
    expect(lastOf(state)?.error?.message).toMatch(/^Invalid login token\. Token expired: \d+ >= \d+$/);
  });

  test('guests who are not let in', async () => {
    await serveWorld(patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowUnauthenticatedIdentities: false }));
    const state = await walk({});
    expect(lastOf(state)?.error).toMatchObject({ code: 'NotAuthorizedException', message: 'Unauthenticated access is not supported for this identity pool.' });
    expect(state.now).toEqual({ kind: 'over' });
  });

  test('a role that does not trust this identity, in XML', async () => {
    await serveWorld(patch(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, { AllowClassicFlow: true }));
    const state = await walk({ ...user, flow: 'classic', roleArn: notes.guestRole }, anaTyped);
    expect(lastOf(state)).toMatchObject({ id: 'assume-role', error: { code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity', status: 403 } });
  });

  test('a wrong password, by SRP', async () => {
    const state = await walk(user, { PASSWORD: 'High-tide-7-shells' });
    expect(lastOf(state)).toMatchObject({ id: 'prove-password', error: { code: 'NotAuthorizedException', message: 'Incorrect username or password.' } });
  });

  test('an access token where an ID token belongs', async () => {
    const signedIn = await walk({ ...user, signInFlow: 'USER_PASSWORD_AUTH' }, anaTyped);
    const { AccessToken } = signedIn.trace.steps[0]?.output?.AuthenticationResult as { readonly AccessToken: string };
    const state = await walk({ asker: 'token', idToken: AccessToken }, { ID_TOKEN: AccessToken });
    expect(lastOf(state)?.error?.message).toBe('Invalid login token. Missing a required claim: aud');
  });

  test('roles that are not there, behind which STS is inferred to have refused', async () => {
    await serveWorld(patch(notesWorld, 'AWS::IAM::Role', 'notes-guest', { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } }));
    const state = await walk({});
    expect(lastOf(state)).toMatchObject({ error: { code: 'InvalidIdentityPoolConfigurationException' }, nested: [{ service: 'sts', truth: 'inferred', error: { code: 'InvalidIdentityPoolConfigurationException' } }] });
  });
});

describe('challenges are put to the learner', () => {
  const userPool = (fields: object) => patch(notesWorld, 'AWS::Cognito::UserPool', notes.userPool, fields);
  const ana = `${notes.userPool}/${notes.ana}`;

  test('a temporary password is replaced', async () => {
    await serveWorld(patch(notesWorld, 'AWS::Cognito::UserPoolUser', ana, { UserStatus: 'FORCE_CHANGE_PASSWORD', temporaryPasswordAt: Math.floor(Date.now() / 1000) }));
    const { lane } = laneFor(user, anaTyped);
    await lane.go();
    expect(lane.state.now).toMatchObject({ kind: 'ask', question: { challenge: 'NEW_PASSWORD_REQUIRED', fields: [{ name: 'NEW_PASSWORD', kind: 'password' }] } });
    await lane.answer({ NEW_PASSWORD: 'Spring-tide-3-gulls' });
    expect(idsOf(lane.state)).toEqual(['sign-in', 'prove-password', 'answer-new-password-required', 'get-id', 'get-credentials', 'who-am-i']);
    expect((await walk(user, { PASSWORD: 'Spring-tide-3-gulls' })).trace.ended).toBe('ok');
  });

  test('the authenticator’s code is asked for; a wrong one is refused', async () => {
    const totpSecret = 'JBSWY3DPEHPK3PXP';
    const world = patch(userPool({ MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } }), 'AWS::Cognito::UserPoolUser', ana, {
      totpSecret,
    });
    await serveWorld(world);
    const right = await realTotp(totpSecret, Date.now() / 1000);
    const wrong = String((Number(right) + 1) % 1_000_000).padStart(6, '0');
    for (const [code, ended] of [[wrong, 'CodeMismatchException'], [right, 'ok']] as const) {
      const { lane } = laneFor(user, anaTyped);
      await lane.go();
      expect(lane.state.now).toMatchObject({ kind: 'ask', question: { challenge: 'SOFTWARE_TOKEN_MFA', fields: [{ kind: 'code' }] } });
      await lane.answer({ SOFTWARE_TOKEN_MFA_CODE: code });
      expect(lane.state.trace.ended).toBe(ended);
    }
  });

  test.each(['PASSWORD', 'PASSWORD_SRP'])('the pool offers its first factors, and %s is chosen', async (choice) => {
    const flows = { ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] };
    await serveWorld(patch(userPool({ UserPoolTier: 'ESSENTIALS', Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } }), 'AWS::Cognito::UserPoolClient', notes.client, flows));
    const { lane } = laneFor({ ...user, signInFlow: 'USER_AUTH' });
    await lane.go();
    expect(lane.state.now).toMatchObject({ kind: 'ask', question: { challenge: 'SELECT_CHALLENGE', choices: [{ value: 'EMAIL_OTP' }, { value: 'PASSWORD' }, { value: 'PASSWORD_SRP' }] } });
    await lane.answer(anaTyped, choice);
    expect(lane.state.trace.ended).toBe('ok');
    expect(lastOf(lane.state)?.output?.Arn).toContain('/notes-signed-in/');
  });
});

describe('nothing secret stays longer than it is needed', () => {
  test('a password is never in the trace or in what is shown', async () => {
    for (const signInFlow of ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH'] as const) {
      const { lane, states } = laneFor({ ...user, signInFlow }, anaTyped);
      await lane.go();
      expect(JSON.stringify(states)).not.toContain(notes.anaPassword);
      expect(JSON.stringify(lane.state.exchanges['sign-in']?.request)).toContain(notes.ana);
    }
  });

  test('a password is dropped as soon as the user pool knows it, or does not', async () => {
    for (const PASSWORD of [notes.anaPassword, 'High-tide-7-shells']) {
      for (const signInFlow of ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH'] as const) {
        const { lane, typed } = laneFor({ ...user, signInFlow }, { PASSWORD });
        await lane.go();
        expect([...typed.keys()]).not.toContain('PASSWORD');
      }
    }
  });

  test('wiping leaves nothing, and ends what is under way', async () => {
    const { lane } = laneFor(user, anaTyped);
    await lane.go();
    expect(JSON.stringify(lane.state)).toContain('ASIA');
    const { IdToken } = lane.state.trace.steps[1]?.output?.AuthenticationResult as { readonly IdToken: string };
    const decoded = decodeToken(IdToken);
    expect(decodeToken(IdToken)).toBe(decoded);
    lane.wipe();
    expect(decodeToken(IdToken)).not.toBe(decoded);
    expect(lane.state).toMatchObject({ trace: { steps: [] }, calls: [], exchanges: {}, now: { kind: 'wiped' } });
    await lane.go();
    expect(lane.state.now).toEqual({ kind: 'wiped' });

    let signal: AbortSignal | null | undefined;
    const under = laneFor(user, anaTyped, (url, init) => {
      signal = init?.signal;
      under.lane.wipe();
      return fetch(url, init);
    });
    await under.lane.go();
    expect(signal?.aborted).toBe(true);
    expect(under.typed.size).toBe(0);
    expect(under.lane.state.trace.steps).toEqual([]);
    expect(under.lane.state.now).toEqual({ kind: 'wiped' });
  });
});

describe('a request without an answer', () => {
  const to = (part: string, fail: typeof fetch): typeof fetch => (url, init) => (String(init?.body ?? url).includes(part) ? fail(url, init) : fetch(url, init));
  const nothing: typeof fetch = () => Promise.reject(new TypeError('Failed to fetch'));

  test('ends the run with one sentence', async () => {
    const { lane } = laneFor({}, {}, nothing);
    await lane.go();
    expect(lane.state.unanswered).toEqual([{ call: 'get-id', operation: 'cognito-identity:GetId', says: expect.stringMatching(/^Nothing at 127\.0\.0\.1:\d+ answered this page: .+\?$/) }]);
    expect(lane.state.trace.steps).toEqual([]);
    expect(lane.state.now).toEqual({ kind: 'over' });
  });

  test('does not end it where nobody needs the answer', async () => {
    const { lane } = laneFor({ reading: 's3:GetObject', bucket: notes.bucket, path: 'public/map.png' }, {}, to('GetCallerIdentity', nothing));
    await lane.go();
    expect(lane.state.unanswered).toMatchObject([{ call: 'who-am-i' }]);
    expect(idsOf(lane.state)).toEqual(['get-id', 'get-credentials', 'read']);
  });
});
