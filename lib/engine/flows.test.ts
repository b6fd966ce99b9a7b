import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../world/accounts/notes';
import type { World } from '../world/world';
import { assume, byOperator, call, classicWorld, getCredentials, getId, getOpenIdToken, signed, story, withPool, withRole, withRoles } from './operations/notes.testing';
import { run, runOn } from './run';
import { from, join, type Call, type Input } from './scenario';
import { newState } from './state';

/** The whole journeys, from the password to the photo. */

const signIn = (USERNAME: string = notes.ana, PASSWORD: string = notes.anaPassword): Call =>
  call('cognito-idp:InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME, PASSWORD } });
const logins: Input = { [notes.provider]: from('InitiateAuth', 'AuthenticationResult.IdToken') };
const asUser = [signIn(), getId(logins), getCredentials(logins)];
const asGuest = [getId(), getCredentials()];
const own = (name: string) => join('users/', from('GetId', 'IdentityId'), `/${name}`);
const allow = (Action: string | string[], Resource: string | string[] = '*') => ({
  RolePolicyList: [{ PolicyName: 'P', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } } }],
});
const parameter = 'arn:aws:ssm:us-east-1:111122223333:parameter/prod/db';
const ended = (calls: readonly Call[], world: World = notesWorld) => run(story(calls, { world })).ended;
const classicUse = { signedBy: from('AssumeRoleWithWebIdentity', 'Credentials') };

describe('the enhanced flow', () => {
  test('ends with a photo in the user’s own folder, and nowhere else', () => {
    expect(ended([...asUser, signed('s3:PutObject', { Bucket: notes.bucket, Key: own('a.jpg'), Body: 'x' })])).toBe('ok');
    expect(ended([...asUser, signed('s3:PutObject', { Bucket: notes.bucket, Key: 'users/someone/a.jpg', Body: 'x' })])).toBe('AccessDenied');
  });

  test('nests what AWS does out of sight: STS, asked by the identity pool, labelled inferred', () => {
    const [, , credentials] = run(story(asUser)).steps;
    expect(credentials?.truth).toBe('simulated');
    expect(credentials?.nested).toMatchObject([
      {
        id: 'GetCredentialsForIdentity/sts',
        operation: 'sts:AssumeRoleWithWebIdentity',
        by: 'cognito-identity',
        truth: 'inferred',
        sent: { RoleSessionName: 'CognitoIdentityCredentials', RoleArn: notes.signedInRole },
        decisions: [{ answer: 'Allowed', request: { principal: 'cognito-identity.amazonaws.com' } }],
      },
    ]);
    expect(credentials?.nested[0]?.sent).not.toHaveProperty('Policy');
    const guest = run(story(asGuest)).steps[1]?.nested[0]?.sent;
    expect(guest).toMatchObject({ PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/AmazonCognitoUnAuthedIdentitiesSessionPolicy' }], Policy: expect.stringContaining('s3:*') });
  });

  test('says where each value came from', () => {
    const [, id, credentials] = run(story(asUser)).steps;
    expect(id?.origins).toEqual([{ path: `Logins.${notes.provider}`, call: 'InitiateAuth', output: 'AuthenticationResult.IdToken' }]);
    expect(credentials?.origins.map((origin) => origin.call)).toEqual(['GetId', 'InitiateAuth']);
  });
});

describe('the classic flow', () => {
  test('lets a guest out of the session policies', () => {
    const world = withRole('notes-guest', allow('ssm:GetParameter'), classicWorld);
    const read = signed('ssm:GetParameter', {}, { asks: { resource: parameter } });
    const refused = run(story([...asGuest, read], { world })).steps.at(-1);
    expect(refused?.error?.message).toContain('because no session policy allows the ssm:GetParameter action');
    const classic = [getId(), getOpenIdToken(), assume(notes.guestRole), { ...read, ...classicUse }];
    expect(ended(classic, world)).toBe('ok');
    expect(ended(classic, withPool({ AllowClassicFlow: false }, world))).toBe('InvalidParameterException');
    expect(ended(classic, withPool({ AllowClassicFlow: undefined }, world))).toBe('ok');
    const mapped = withRoles({ RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } } }, world);
    expect(ended(classic, mapped)).toBe('InvalidParameterException');
  });

  test('lets a guest take the users’ role where its trust policy tests aud alone', () => {
    const calls = [getId(), getOpenIdToken(), assume(notes.signedInRole)];
    const lax = withRole(
      'notes-signed-in',
      {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: 'cognito-identity.amazonaws.com' },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': notes.identityPool } },
            },
          ],
        },
      },
      classicWorld,
    );
    expect(ended(calls, classicWorld)).toBe('AccessDenied');
    expect(ended(calls, lax)).toBe('ok');
  });

  test('knows nothing of groups: Ben is no editor and takes the editors’ role', () => {
    const ben = [signIn(notes.ben, notes.benPassword), getId(logins)];
    expect(ended([...ben, getOpenIdToken(logins), assume(notes.editorsRole)], classicWorld)).toBe('ok');
    const who = run(story([...ben, getCredentials(logins), signed('sts:GetCallerIdentity', {})])).steps.at(-1);
    expect(who?.output?.Arn).toContain('/notes-signed-in/');
  });
});

describe('role mapping by the token', () => {
  test('gives Ana, an editor, the editors’ role, and Ben what the pool says of the rest', () => {
    const world = withRoles({ RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } } });
    const roleOf = (name: string, password: string) =>
      run(story([signIn(name, password), getId(logins), getCredentials(logins), signed('sts:GetCallerIdentity', {})], { world })).steps.at(-1)?.output?.Arn;
    expect(roleOf(notes.ana, notes.anaPassword)).toContain('/notes-editors/');
    expect(roleOf(notes.ben, notes.benPassword)).toContain('/notes-signed-in/');
  });
});

describe('one operation at a time', () => {
  test('that is refused leaves the account as it was', () => {
    const state = newState(withRoles({ Roles: {} }), 1000);
    runOn(state, story([getId()]));
    const before = JSON.stringify([state.world, state.serial, [...(state.records.guests ?? [])], [...(state.records.identity ?? [])]]);
    const trace = runOn(state, { people: {}, calls: [getId(undefined, { id: 'two', input: { IdentityPoolId: 'us-east-1:none' } })] });
    expect(trace.ended).toBe('ResourceNotFoundException');
    expect(JSON.stringify([state.world, state.serial, [...(state.records.guests ?? [])], [...(state.records.identity ?? [])]])).toBe(before);
  });
});

describe('an account', () => {
  test('keeps nothing of its guests but their number', () => {
    const state = newState(notesWorld, 1000);
    const meet = () => runOn(state, story([...asGuest, signed('s3:GetObject', {}, { asks: { resource: `arn:aws:s3:::${notes.bucket}/public/a` } })]));
    for (let i = 0; i < 200; i++) expect(meet().ended).toBe('ok');
    expect(Object.entries(state.records).filter(([, rows]) => rows.size > 0).map(([table]) => table)).toEqual(['guests']);
    expect(state.records.guests?.get(notes.identityPool)).toEqual({ IdentityPoolId: notes.identityPool, count: 200, since: [[0, 1000]] });
  });
});

describe('every run', () => {
  const steps: readonly Call[] = [
    signIn(),
    signIn(notes.ben, 'wrong'),
    getId(logins),
    getId(),
    getCredentials(logins),
    getCredentials(),
    getOpenIdToken(),
    assume(notes.guestRole),
    assume(notes.signedInRole, { DurationSeconds: 900 }),
    signed('s3:PutObject', { Bucket: notes.bucket, Key: own('a'), Body: 'x' }),
    signed('dynamodb:Scan', { TableName: notes.table }),
    byOperator('iam:PutRolePolicy', { RoleName: 'notes-guest', PolicyName: 'P', PolicyDocument: '{"Version":"2012-10-17","Statement":[]}' }),
    byOperator('cognito-identity:UpdateIdentityPool', { IdentityPoolId: notes.identityPool, IdentityPoolName: 'n', AllowUnauthenticatedIdentities: false }),
  ];
  const prologue = [signIn(), getId(), getCredentials(), getOpenIdToken(), assume(notes.guestRole)].map((one) => ({ ...one, goesOn: true as const }));

  test('is the same again, and the same however often', () => {
    const order = fc.array(fc.record({ step: fc.nat(steps.length - 1), after: fc.nat(2000) }), { maxLength: 12 });
    fc.assert(
      fc.property(order, fc.string(), (chosen, seed) => {
        const calls = chosen.map(({ step, after }, i) => ({ ...(steps[step] as Call), id: `call-${i}`, after, goesOn: true as const }));
        const scenario = story([...prologue, ...calls], { world: classicWorld });
        const first = JSON.stringify(run(scenario, seed));
        expect(JSON.stringify(run(scenario, seed))).toBe(first);
        expect(JSON.parse(first).steps).toHaveLength(prologue.length + calls.length);
      }),
      { numRuns: 60 },
    );
  });
});
