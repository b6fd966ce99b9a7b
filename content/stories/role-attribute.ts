import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, patch, put, type World } from '../../lib/world/world';
import { roleArn, trusts, withClient, withRole, withRoles, withUserPool } from './account';

export const adminsRole = 'notes-admins';

/** What an administrator of the notes app reads and nobody else does. */
export const passport = 'users/ana/passport.jpg';

export const mappingKey = `${notes.provider}:${notes.client}`;

/** The claim custom:role decides: “admin” is an administrator, “reader” a user like any other. */
export const rolesByAttribute = {
  [mappingKey]: {
    Type: 'Rules',
    AmbiguousRoleResolution: 'Deny',
    RulesConfiguration: {
      Rules: [
        { Claim: 'custom:role', MatchType: 'Equals', Value: 'admin', RoleARN: roleArn(adminsRole) },
        { Claim: 'custom:role', MatchType: 'Equals', Value: 'reader', RoleARN: notes.signedInRole },
      ],
    },
  },
} as const;

/** The group of a user decides, and only administrators put people into groups. */
export const rolesByGroup = { [mappingKey]: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' } } as const;

const schema = get(notesWorld, 'AWS::Cognito::UserPool', notes.userPool)?.SchemaAttributes ?? [];

/** The notes app in which an attribute of users decides their role, and the app client may write it. */
export function worldOfRoleAttribute({ Mutable }: { readonly Mutable: boolean }): World {
  return [
    (world: World) => withUserPool(world, { SchemaAttributes: [...schema, { Name: 'custom:role', AttributeDataType: 'String', Mutable }] }),
    (world: World) => withClient(world, { ReadAttributes: ['email', 'email_verified', 'name', 'custom:role'], WriteAttributes: ['email', 'name', 'custom:role'] }),
    (world: World) => withRole(world, {
      name: adminsRole,
      id: 'AROALIFEGUARDADMINS01',
      trusts: trusts({ aud: notes.identityPool, amr: 'authenticated' }),
      policy: 'AllPhotos',
      statements: [{ Sid: 'AllPhotos', Effect: 'Allow', Action: ['s3:GetObject', 's3:DeleteObject'], Resource: `arn:aws:s3:::${notes.bucket}/*` }],
    }),
    (world: World) => withRoles(world, { RoleMappings: rolesByAttribute }),
    (world: World) => withAttribute(world, notes.ana, 'admin'),
    (world: World) => withAttribute(world, notes.ben, 'reader'),
  ].reduce((world, change) => change(world), notesWorld);
}

function withAttribute(world: World, username: string, role: string): World {
  const id = `${notes.userPool}/${username}`;
  return patch(world, 'AWS::Cognito::UserPoolUser', id, { Attributes: { ...get(world, 'AWS::Cognito::UserPoolUser', id)?.Attributes, 'custom:role': role } });
}

/** The same app with a group for administrators, whose role is the administrators’, and Ana in it. */
export function withAdminsGroup(world: World): World {
  const withAna = patch(withRoles(world, { RoleMappings: rolesByGroup }), 'AWS::Cognito::UserPoolUser', `${notes.userPool}/${notes.ana}`, { Groups: ['editors', 'admins'] });
  return put(withAna, 'AWS::Cognito::UserPoolGroup', `${notes.userPool}/admins`, {
    UserPoolId: notes.userPool,
    GroupName: 'admins',
    RoleArn: roleArn(adminsRole),
    Precedence: 0,
  });
}
