import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { patch, put, type World } from '../../lib/world/world';
import { permissions, withPermissions, withRoles } from '../stories/account';
import { rolesByGroup } from '../stories/role-attribute';
import { ana, ben, enhanced, inFolderOf, laidDown, listKeys, open, remove, save, signIn } from './calls';
import type { Attempt, Room } from './room';

export const everyPhoto = { PolicyName: 'notes-every-photo', PolicyArn: `arn:aws:iam::${notes.account}:policy/notes-every-photo` };

const bucket = `arn:aws:s3:::${notes.bucket}`;

/** What the first version of the role had: it reads well, and it allows nothing. */
export const byUsername = [
  { Sid: 'OwnPhotos', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: `${bucket}/users/\${aws:username}/*` },
  { Sid: 'ListOwnPhotos', Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket, Condition: { StringLike: { 's3:prefix': 'users/${aws:username}/*' } } },
];

const carla = 'carla@notes.example';
const carlasPassword = 'Dry-dock-5-gulls';

function withPeople(world: World): World {
  const id = (name: string) => `${notes.userPool}/${name}`;
  const anaInNoGroup = patch(world, 'AWS::Cognito::UserPoolUser', id(notes.ana), { Groups: [] });
  return put(anaInNoGroup, 'AWS::Cognito::UserPoolUser', id(carla), {
    UserPoolId: notes.userPool,
    Username: carla,
    Attributes: { sub: '0b6f3a1c-7d25-4e9a-8c41-95e0d7b2f033', email: carla, email_verified: 'true', name: 'Carla' },
    Groups: ['editors'],
    UserStatus: 'CONFIRMED',
    Enabled: true,
    password: carlasPassword,
    UserCreateDate: 1_790_000_000,
  });
}

/** The editors’ policy, lent to everybody when nothing else helped. */
function withLentPolicy(world: World): World {
  const managed = put(world, 'AWS::IAM::ManagedPolicy', everyPhoto.PolicyArn, {
    PolicyName: everyPhoto.PolicyName,
    Arn: everyPhoto.PolicyArn,
    Document: permissions('', [
      { Sid: 'EveryPhoto', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'], Resource: `${bucket}/*` },
      { Sid: 'ListPhotos', Effect: 'Allow', Action: 's3:ListBucket', Resource: bucket },
    ]).PolicyDocument,
  });
  return ['notes-signed-in', 'notes-editors'].reduce((before, role) => patch(before, 'AWS::IAM::Role', role, { AttachedManagedPolicies: [everyPhoto] }), managed);
}

const anasFile = inFolderOf('ana-get-id', 'passport.jpg');
const bensFile = inFolderOf('ben-get-id', 'surf.jpg');
/** Her identity, and a photo that lies in its folder whatever her role allows by now. */
const anaHasSaved = [signIn('ana', notes.ana), ...enhanced('ana').slice(0, 1), laidDown('ana-saved', anasFile, 'ana')];

const attempts: readonly Attempt[] = [
  {
    id: 'own',
    title: 'Ana saves, lists, opens and deletes photos of her own',
    kind: 'use',
    people: { ana },
    calls: () => [
      signIn('ana', notes.ana),
      ...enhanced('ana'),
      save({ id: 'ana-save', by: 'ana', Key: anasFile }),
      listKeys({ id: 'ana-list', by: 'ana', Prefix: inFolderOf('ana-get-id', '') }),
      open({ id: 'ana-open', by: 'ana', Key: anasFile }),
      remove({ id: 'ana-delete', by: 'ana', Key: anasFile }),
    ],
  },
  {
    id: 'bens-own',
    title: 'Ben saves and opens a photo of his own',
    kind: 'use',
    people: { ben },
    calls: () => [signIn('ben', notes.ben), ...enhanced('ben'), save({ id: 'ben-save', by: 'ben', Key: bensFile }), open({ id: 'ben-open', by: 'ben', Key: bensFile })],
  },
  {
    id: 'editor',
    title: 'Carla, an editor, goes through everybody’s photos',
    kind: 'use',
    people: { carla: { name: 'Carla’s browser', kind: 'user', detail: 'an editor' } },
    before: anaHasSaved,
    calls: () => [
      signIn('carla', carla, { password: carlasPassword }),
      ...enhanced('carla'),
      listKeys({ id: 'carla-list', by: 'carla' }),
      open({ id: 'carla-open', by: 'carla', Key: anasFile }),
      remove({ id: 'carla-delete', by: 'carla', Key: anasFile }),
    ],
  },
  {
    id: 'snoop',
    title: 'Ben lists, opens, overwrites or deletes Ana’s photos',
    kind: 'attack',
    people: { ben: { ...ben, kind: 'attacker', detail: 'another user' } },
    before: anaHasSaved,
    calls: () => [
      signIn('ben', notes.ben),
      ...enhanced('ben'),
      { ...listKeys({ id: 'list-all', by: 'ben' }), goesOn: true },
      { ...listKeys({ id: 'list-hers', by: 'ben', Prefix: inFolderOf('ana-get-id', '') }), goesOn: true },
      { ...open({ id: 'open', by: 'ben', Key: anasFile }), goesOn: true },
      { ...save({ id: 'overwrite', by: 'ben', Key: anasFile }), goesOn: true },
      { ...remove({ id: 'delete', by: 'ben', Key: anasFile }), goesOn: true },
    ],
    prizes: ['list-all', 'list-hers', 'open', 'overwrite', 'delete'],
  },
];

export const wideOpenRole: Room = {
  slug: 'wide-open-role',
  series: 'A',
  number: 5,
  title: 'Everybody’s photos are everybody’s',
  symptom: [
    'In the first week nobody could save anything: every request to S3 was refused, although the policy looked right. Somebody found a policy that helped. Now everything works.',
    'This morning Ben wrote in: he sees Ana’s passport. Editors, Carla for instance, are meant to see and tidy all photos. Ben is no editor.',
  ],
  world: withRoles(withLentPolicy(withPermissions(withPeople(notesWorld), 'notes-signed-in', 'OwnPhotos', byUsername)), { RoleMappings: rolesByGroup }),
  app: [],
  attempts,
  also: [],
  par: 2,
  hints: [
    'Trust and sign-in are in order. Read what the role of signed-in users is allowed, in each of its policies, and who else has these.',
    'Two things went wrong, one because of the other. A policy that is for editors is attached to everybody’s role. It was attached because `OwnPhotos` allows nothing: `${aws:username}` has no value in a session of an identity pool.',
    'Take `notes-every-photo` from `AttachedManagedPolicies` of `notes-signed-in`, and leave it with the editors. In `OwnPhotos` write `${cognito-identity.amazonaws.com:sub}` in both places where `${aws:username}` stands.',
  ],
  checks: ['PER-03', 'PER-04', 'PER-05'],
  after: [
    '`aws:username` is there for IAM users and for nobody else. In a role session the [policy variable](term:policy-variable) stays empty, the resource matches nothing, and the statement that looks strictest is one that is not there. The refusals it causes are what makes people reach for a wider policy.',
    'The folder of an identity is `${cognito-identity.amazonaws.com:sub}`: the [identity ID](term:identity-id), and not the user pool’s `sub`.',
  ],
};
