import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, put, type World } from '../../lib/world/world';

/** Where the API is. */
export const apiUrl = 'https://k3lighthouse7notes.lambda-url.us-east-1.on.aws/';
const apiRole = `arn:aws:iam::${notes.account}:role/notes-api`;

/** The API’s code: verify the caller’s access token, then write the note under the caller’s sub. */
const program = {
  verifies: { userPoolId: notes.userPool, clientId: notes.client, tokenUse: 'access' },
  calls: [
    {
      operation: 'dynamodb:PutItem',
      input: { TableName: notes.table, Item: { owner: { S: { $claim: 'sub' } }, id: { S: '2026-11-22' }, text: { S: { $body: 'text' } } } },
    },
  ],
  returns: { value: { stored: '2026-11-22' } },
};

function withApi(world: World): World {
  const withRole = put(world, 'AWS::IAM::Role', 'notes-api', {
    RoleName: 'notes-api',
    Arn: apiRole,
    RoleId: 'AROALIFEGUARDAPI00001',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] },
    RolePolicyList: [
      {
        PolicyName: 'WriteNotes',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Sid: 'WriteNotes', Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: `arn:aws:dynamodb:${notes.region}:${notes.account}:table/${notes.table}` }],
        },
      },
    ],
    AttachedManagedPolicies: [],
  });
  return put(withRole, 'AWS::Lambda::Function', 'notes-api', {
    FunctionName: 'notes-api',
    Role: apiRole,
    Code: JSON.stringify(program),
    FunctionUrlConfig: { FunctionUrl: apiUrl, AuthType: 'NONE' },
  });
}

/** Somebody else’s user pool, in which they can be whoever they like. */
export const elsewhere = { userPool: 'us-east-1_Mlry0pool', client: '5z7x9w1v3u5t7s9r1q3p5o7n9m', email: 'mallory@elsewhere.example', password: 'Any-old-tide-1' };

function withElsewhere(world: World): World {
  const pool = get(world, 'AWS::Cognito::UserPool', notes.userPool);
  const client = get(world, 'AWS::Cognito::UserPoolClient', notes.client);
  if (pool === undefined || client === undefined) throw new Error('The notes app has lost its user pool.');
  const withPool = put(world, 'AWS::Cognito::UserPool', elsewhere.userPool, { ...pool, Id: elsewhere.userPool, Name: 'elsewhere' });
  const withClient = put(withPool, 'AWS::Cognito::UserPoolClient', elsewhere.client, { ...client, ClientId: elsewhere.client, UserPoolId: elsewhere.userPool });
  return put(withClient, 'AWS::Cognito::UserPoolUser', `${elsewhere.userPool}/${elsewhere.email}`, {
    UserPoolId: elsewhere.userPool,
    Username: elsewhere.email,
    Attributes: { sub: '0d5c7b1e-2f64-4c8a-b3d0-94e1a6f7c2b8', email: elsewhere.email, email_verified: 'true' },
    Groups: [],
    UserStatus: 'CONFIRMED',
    Enabled: true,
    password: elsewhere.password,
  });
}

/** The notes app with an API of its own; and a stranger’s user pool. */
export const userPoolWorld: World = withElsewhere(withApi(notesWorld));
