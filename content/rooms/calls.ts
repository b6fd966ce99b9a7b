import { from, join, type Call, type Join, type Person } from '../../lib/engine/scenario';
import { notes } from '../../lib/world/accounts/notes';

/** The calls that the rooms’ people make, over and over. Those of one person have that person’s name in their ids. */

export const ana: Person = { name: 'Ana’s browser', kind: 'user', detail: 'notes.example' };
export const ben: Person = { name: 'Ben’s browser', kind: 'user', detail: 'notes.example' };
export const stranger: Person = { name: 'Anyone', kind: 'attacker', detail: 'no account' };

const passwords: Readonly<Record<string, string>> = { [notes.ana]: notes.anaPassword, [notes.ben]: notes.benPassword };

export function signIn(by: string, username: string, { client = notes.client, password = passwords[username] ?? '' }: { readonly client?: string; readonly password?: string } = {}): Call {
  return {
    id: `${by}-sign-in`,
    by,
    operation: 'cognito-idp:InitiateAuth',
    input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: client, AuthParameters: { USERNAME: username, PASSWORD: password } },
  };
}

/** GetId and GetCredentialsForIdentity with the ID token of somebody’s sign-in; what comes of them is `<by>-get-id` and `<by>-credentials`. */
export function enhanced(by: string, tokens = `${by}-sign-in`): readonly Call[] {
  const Logins = { [notes.provider]: from(tokens, 'AuthenticationResult.IdToken') };
  return [
    { id: `${by}-get-id`, by, operation: 'cognito-identity:GetId', after: 1, input: { IdentityPoolId: notes.identityPool, Logins } },
    { id: `${by}-credentials`, by, operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId: from(`${by}-get-id`, 'IdentityId'), Logins } },
  ];
}

/** The same as a guest. */
export function enhancedGuest(by: string): readonly Call[] {
  return [
    { id: `${by}-get-id`, by, operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool } },
    { id: `${by}-credentials`, by, operation: 'cognito-identity:GetCredentialsForIdentity', after: 1, input: { IdentityId: from(`${by}-get-id`, 'IdentityId') } },
  ];
}

/** A guest’s way by the basic (classic) flow, to a role of their choice: `<by>-assume-role` ends it. */
export function classicGuest(by: string, RoleArn: string): readonly Call[] {
  return [
    { id: `${by}-get-id`, by, operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool } },
    { id: `${by}-open-id`, by, operation: 'cognito-identity:GetOpenIdToken', after: 1, input: { IdentityId: from(`${by}-get-id`, 'IdentityId') } },
    {
      id: `${by}-assume-role`,
      by,
      operation: 'sts:AssumeRoleWithWebIdentity',
      after: 1,
      input: { RoleArn, RoleSessionName: 'visitor', WebIdentityToken: from(`${by}-open-id`, 'Token') },
    },
  ];
}

/** A file in the folder of the identity that a GetId returned. */
export function inFolderOf(getId: string, file: string): Join {
  return join('users/', from(getId, 'IdentityId'), `/${file}`);
}

interface Request {
  readonly id: string;
  readonly by: string;
  /** The call whose Credentials sign it; `<by>-credentials` when left out. */
  readonly with?: string;
  readonly Key: string | Join;
}

export function save({ id, by, with: credentials = `${by}-credentials`, Key }: Request): Call {
  return { id, by, operation: 's3:PutObject', signedBy: from(credentials, 'Credentials'), after: 2, input: { Bucket: notes.bucket, Key, ContentType: 'image/jpeg', Body: 'a photo' } };
}

export function open({ id, by, with: credentials = `${by}-credentials`, Key }: Request): Call {
  return { id, by, operation: 's3:GetObject', signedBy: from(credentials, 'Credentials'), after: 2, input: { Bucket: notes.bucket, Key } };
}

export function remove({ id, by, with: credentials = `${by}-credentials`, Key }: Request): Call {
  return { id, by, operation: 's3:DeleteObject', signedBy: from(credentials, 'Credentials'), after: 2, input: { Bucket: notes.bucket, Key } };
}

/** Lists the keys of the bucket; without a prefix, all of them. */
export function listKeys({ id, by, with: credentials = `${by}-credentials`, Prefix }: Omit<Request, 'Key'> & { readonly Prefix?: string | Join }): Call {
  return { id, by, operation: 's3:ListObjectsV2', signedBy: from(credentials, 'Credentials'), after: 2, input: { Bucket: notes.bucket, ...(Prefix === undefined ? {} : { Prefix }) } };
}

/** A file that was there before. */
export function laidDown(id: string, Key: string | Join, by: string): Call {
  return { id, by, operation: 's3:PutObject', signedBy: 'operator', input: { Bucket: notes.bucket, Key, ContentType: 'image/jpeg', Body: 'a photo' } };
}
