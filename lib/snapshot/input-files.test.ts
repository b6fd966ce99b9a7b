import { describe, expect, test } from 'vitest';
import { get, list } from '../world/world';
import { readInputs } from './input-files';
import { load } from './load';

const takenAt = '2026-11-22T21:00:00Z';
const pool = 'eu-west-1:11111111-2222-3333-4444-555555555555';
const file = (name: string, value: unknown) => ({ name, text: typeof value === 'string' ? value : JSON.stringify(value) });
const read = (...files: readonly ReturnType<typeof file>[]) => readInputs(files, takenAt);
const snapshot = { lifeguardSnapshot: 1, takenAt, account: '111122223333', exchanges: [] };

describe('prints of the AWS CLI', () => {
  const files = [
    file('pool.json', { IdentityPoolId: pool, IdentityPoolName: 'p', AllowUnauthenticatedIdentities: true }),
    file('roles.json', { IdentityPoolId: pool, Roles: { authenticated: 'arn:aws:iam::444455556666:role/r' } }),
    file('tags.json', { IdentityPoolId: pool, IdentityProviderName: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a', UseDefaults: true }),
    file('user-pool.json', { UserPool: { Id: 'eu-west-1_a', Arn: 'arn:aws:cognito-idp:eu-west-1:444455556666:userpool/eu-west-1_a' } }),
    file('client.json', { UserPoolClient: { ClientId: 'c', UserPoolId: 'eu-west-1_a' } }),
    file('groups.json', { Groups: [] }),
    file('iam.json', { UserDetailList: [], GroupDetailList: [], RoleDetailList: [{ RoleName: 'r', Arn: 'arn:aws:iam::444455556666:role/r', AssumeRolePolicyDocument: {}, RolePolicyList: [], AttachedManagedPolicies: [] }], Policies: [] }),
  ];

  test('dropped together are one snapshot', async () => {
    const { snapshot: read } = await readInputs(files, takenAt);
    if (read === undefined) throw new Error('no snapshot');
    expect(read).toMatchObject({ takenAt, account: '444455556666', partition: 'aws' });
    const world = load(read);
    expect(world.region).toBe('eu-west-1');
    expect(get(world, 'AWS::Cognito::IdentityPool', pool)?.IdentityPoolName).toBe('p');
    expect(get(world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool)?.Roles?.authenticated).toContain('role/r');
    expect(get(world, 'AWS::Cognito::IdentityPoolPrincipalTag', `${pool}/cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a`)?.UseDefaults).toBe(true);
    expect(get(world, 'AWS::Cognito::UserPoolClient', 'c')?.UserPoolId).toBe('eu-west-1_a');
    expect(list(world, 'AWS::Cognito::UserPoolGroup', 'eu-west-1_a')).toEqual([]);
    expect(get(world, 'AWS::IAM::Role', 'r')?.RolePolicyList).toEqual([]);
    expect(() => list(world, 'AWS::IAM::User')).toThrow('AWS::IAM::User');
  });
});

describe('configuration of applications', () => {
  test.each([
    ['amplify_outputs.json', { auth: { user_pool_id: 'u', user_pool_client_id: 'c', identity_pool_id: pool } }],
    ['aws-exports.json', { aws_user_pools_id: 'u', aws_user_pools_web_client_id: 'c', aws_cognito_identity_pool_id: pool }],
    ['aws-exports.js', `const awsmobile = {\n  "aws_user_pools_id": "u",\n  "aws_user_pools_web_client_id": "c",\n  "aws_cognito_identity_pool_id": "${pool}",\n};\n\nexport default awsmobile;\n`],
    [
      'amplifyconfiguration.json',
      { auth: { plugins: { awsCognitoAuthPlugin: { CognitoUserPool: { Default: { PoolId: 'u', AppClientId: 'c' } }, CredentialsProvider: { CognitoIdentity: { Default: { PoolId: pool } } } } } } },
    ],
  ])('%s says what it expects', async (name, content) => {
    expect(await read(file(name, content))).toEqual({ expectations: [{ source: name, userPoolId: 'u', clientId: 'c', identityPoolId: pool }] });
  });
});

describe('what cannot be used', () => {
  test.each([
    ['empty.json', '', /empty\.json is not JSON \(it is empty\): give a file/],
    ['broken.json', '{"a":', /broken\.json is not JSON/],
    ['other.json', '{"hello":"world"}', /other\.json is neither a snapshot/],
    ['list.json', '[]', /list\.json is neither a snapshot/],
    ['old.json', '{"lifeguardSnapshot":2}', /old\.json is not a snapshot: lifeguardSnapshot must be 1/],
    ['account.json', JSON.stringify({ ...snapshot, account: 'mine' }), /account must be an account id of twelve digits/],
    ['both.json', JSON.stringify({ ...snapshot, exchanges: [{ region: 'r', operation: 'iam:GetRole', input: {} }] }), /exchanges\[0\] must have either an output or an error/],
    ['name.json', JSON.stringify({ ...snapshot, exchanges: [{ region: 'r', operation: 'GetRole', input: {}, output: {} }] }), /exchanges\[0\]\.operation must read like/],
  ])('%s is refused with a sentence', (name, text, sentence) => expect(read(file(name, text))).rejects.toThrow(sentence));

  test('snapshots of two accounts are two audits', async () => {
    await expect(read(file('a', snapshot), file('b', { ...snapshot, account: '444455556666' }))).rejects.toThrow(/different accounts.*lifeguard merge/);
  });

  test('people in a snapshot for the emulator are no business of an audit', async () => {
    expect((await read(file('a', { ...snapshot, users: [{ username: 'ana', password: 'x' }] }))).snapshot).not.toHaveProperty('users');
  });
});
