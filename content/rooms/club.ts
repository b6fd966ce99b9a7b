import { from, type Call } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { get, patch, put, type World } from '../../lib/world/world';
import { permissions, trusts, withClient, withPermissions, withPool, withTrust, withUserPool } from '../stories/account';
import { ana, ben, classicGuest, enhanced, enhancedGuest, laidDown, listKeys, open, signIn, stranger } from './calls';
import type { Attempt, Room } from './room';

const bucket = `arn:aws:s3:::${notes.bucket}`;
export const parameter = `arn:aws:ssm:${notes.region}:${notes.account}:parameter/prod/db`;

const publicPhotos = { Sid: 'ReadPublic', Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/public/*` };
const files = { welcome: 'public/welcome.jpg', newsletter: 'members/newsletter.pdf', minutes: 'teams/board/minutes.pdf' };

export const visitors = { photos: publicPhotos, settings: { Sid: 'ReadSettings', Effect: 'Allow', Action: 'ssm:GetParameter', Resource: `arn:aws:ssm:${notes.region}:${notes.account}:parameter/prod/*` } };

const schema = get(notesWorld, 'AWS::Cognito::UserPool', notes.userPool)?.SchemaAttributes ?? [];

/** What the members’ role trusts: this pool, and tags; not whether anybody has signed in. */
export function membersTrust(amr?: string): object {
  const { Version, Statement } = trusts({ aud: notes.identityPool, ...(amr === undefined ? {} : { amr }) }) as { readonly Version: string; readonly Statement: readonly object[] };
  return { Version, Statement: Statement.map((one) => ({ ...one, Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] })) };
}

function inTeam(world: World, username: string, team: string): World {
  const id = `${notes.userPool}/${username}`;
  return patch(world, 'AWS::Cognito::UserPoolUser', id, { Groups: [], Attributes: { ...get(world, 'AWS::Cognito::UserPoolUser', id)?.Attributes, 'custom:team': team } });
}

/** A club whose secretary adds members by hand, with a page for visitors, one for members and a folder for each team. */
const world = [
  (w: World) => put(put(w, 'AWS::IAM::Role', 'notes-editors', undefined), 'AWS::Cognito::UserPoolGroup', `${notes.userPool}/editors`, undefined),
  (w: World) => withUserPool(w, { SchemaAttributes: [...schema, { Name: 'custom:team', AttributeDataType: 'String', Mutable: true }] }),
  (w: World) => withClient(w, { ReadAttributes: ['email', 'email_verified', 'name', 'custom:team'], WriteAttributes: ['email', 'name', 'custom:team'] }),
  (w: World) => inTeam(inTeam(w, notes.ana, 'board'), notes.ben, 'crew'),
  (w: World) => withPool(w, { AllowClassicFlow: true }),
  (w: World) => withPermissions(w, 'notes-guest', 'Visitors', [{ Sid: 'ReadPhotos', Effect: 'Allow', Action: ['s3:GetObject', 's3:ListBucket'], Resource: [bucket, `${bucket}/*`] }, visitors.settings]),
  (w: World) => withTrust(w, 'notes-signed-in', membersTrust()),
  (w: World) =>
    patch(w, 'AWS::IAM::Role', 'notes-signed-in', {
      RolePolicyList: [
        permissions('Members', [
          { Sid: 'ReadMembersPages', Effect: 'Allow', Action: 's3:GetObject', Resource: `${bucket}/members/*` },
          { Sid: 'TeamFolder', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `${bucket}/teams/\${aws:PrincipalTag/team}/*` },
        ]),
      ],
    }),
  (w: World) =>
    put(w, 'AWS::Cognito::IdentityPoolPrincipalTag', `${notes.identityPool}/${notes.provider}`, {
      IdentityPoolId: notes.identityPool,
      IdentityProviderName: notes.provider,
      UseDefaults: false,
      PrincipalTags: { team: 'custom:team' },
    }),
].reduce((before, change) => change(before), notesWorld);

const dora = { name: 'dora@notes.example', password: 'Slack-water-3-eels' };
const mallory = { name: 'mallory@elsewhere.example', password: 'Any-old-tide-1' };

const attributes = (email: string, name: string) => [{ Name: 'email', Value: email }, { Name: 'name', Value: name }];
const insider = { ...ben, kind: 'attacker', detail: 'a member, of the crew' } as const;

const attempts: readonly Attempt[] = [
  {
    id: 'visitor',
    title: 'A visitor sees the photo on the front page',
    kind: 'use',
    people: { visitor: { name: 'A visitor’s browser', kind: 'guest', detail: 'no account' } },
    before: [laidDown('welcome', files.welcome, 'visitor')],
    calls: () => [...enhancedGuest('visitor'), open({ id: 'visitor-open', by: 'visitor', Key: files.welcome })],
  },
  {
    id: 'board',
    title: 'Ana, of the board, reads the board’s minutes',
    kind: 'use',
    people: { ana },
    before: [laidDown('minutes', files.minutes, 'ana')],
    calls: () => [signIn('ana', notes.ana), ...enhanced('ana'), open({ id: 'ana-open', by: 'ana', Key: files.minutes })],
  },
  {
    id: 'member',
    title: 'Ben, a member, reads the newsletter and changes his name',
    kind: 'use',
    people: { ben },
    before: [laidDown('newsletter', files.newsletter, 'ben')],
    calls: () => [
      signIn('ben', notes.ben),
      ...enhanced('ben'),
      open({ id: 'ben-open', by: 'ben', Key: files.newsletter }),
      { id: 'ben-renames', by: 'ben', operation: 'cognito-idp:UpdateUserAttributes', after: 9, input: { AccessToken: from('ben-sign-in', 'AuthenticationResult.AccessToken'), UserAttributes: [{ Name: 'name', Value: 'Benjamin' }] } },
    ],
  },
  {
    id: 'new-member',
    title: 'The secretary adds Dora, and Dora reads the newsletter',
    kind: 'use',
    people: { secretary: { name: 'The secretary', kind: 'operator', detail: 'the club’s backend' }, dora: { name: 'Dora’s browser', kind: 'user', detail: 'new' } },
    before: [laidDown('newsletter', files.newsletter, 'dora')],
    calls: () => [
      { id: 'add', by: 'secretary', operation: 'cognito-idp:AdminCreateUser', signedBy: 'operator', input: { UserPoolId: notes.userPool, Username: dora.name, UserAttributes: attributes(dora.name, 'Dora'), MessageAction: 'SUPPRESS' } },
      { id: 'set-password', by: 'secretary', operation: 'cognito-idp:AdminSetUserPassword', signedBy: 'operator', after: 1, input: { UserPoolId: notes.userPool, Username: dora.name, Password: dora.password, Permanent: true } },
      signIn('dora', dora.name, { password: dora.password }),
      ...enhanced('dora'),
      open({ id: 'dora-open', by: 'dora', Key: files.newsletter }),
    ],
  },
  {
    id: 'guest-reads',
    title: 'A guest lists the bucket, or opens what is not for visitors',
    kind: 'attack',
    people: { stranger },
    before: [laidDown('minutes', files.minutes, 'stranger'), laidDown('newsletter', files.newsletter, 'stranger')],
    calls: () => [
      ...enhancedGuest('stranger'),
      { ...listKeys({ id: 'list', by: 'stranger' }), goesOn: true },
      { ...open({ id: 'open-minutes', by: 'stranger', Key: files.minutes }), goesOn: true },
      { ...open({ id: 'open-newsletter', by: 'stranger', Key: files.newsletter }), goesOn: true },
    ],
    prizes: ['list', 'open-minutes', 'open-newsletter'],
  },
  {
    id: 'guest-escapes',
    title: 'A guest takes the classic flow and asks for the database’s password',
    kind: 'attack',
    people: { stranger },
    calls: () => [
      ...classicGuest('stranger', notes.guestRole),
      { id: 'ask', by: 'stranger', operation: 'ssm:GetParameter', signedBy: from('stranger-assume-role', 'Credentials'), after: 2, input: { Name: '/prod/db', WithDecryption: true }, asks: { resource: parameter } },
    ],
    prizes: ['ask'],
  },
  {
    id: 'guest-borrows',
    title: 'A guest takes the members’ role and reads the newsletter',
    kind: 'attack',
    people: { stranger },
    before: [laidDown('newsletter', files.newsletter, 'stranger')],
    calls: () => [...classicGuest('stranger', notes.signedInRole), open({ id: 'open', by: 'stranger', with: 'stranger-assume-role', Key: files.newsletter })],
    prizes: ['open'],
  },
  {
    id: 'signs-up',
    title: 'Somebody signs up uninvited and reads the newsletter',
    kind: 'attack',
    people: { mallory: { name: 'Mallory', kind: 'attacker', detail: 'no member' } },
    before: [laidDown('newsletter', files.newsletter, 'mallory')],
    calls: () => [
      { id: 'sign-up', by: 'mallory', operation: 'cognito-idp:SignUp', input: { ClientId: notes.client, Username: mallory.name, Password: mallory.password, UserAttributes: attributes(mallory.name, 'Mallory') } },
      { id: 'confirm', by: 'mallory', operation: 'cognito-idp:ConfirmSignUp', after: 40, input: { ClientId: notes.client, Username: mallory.name, ConfirmationCode: { $code: mallory.name } } },
      signIn('mallory', mallory.name, { password: mallory.password }),
      ...enhanced('mallory'),
      open({ id: 'open', by: 'mallory', Key: files.newsletter }),
    ],
    prizes: ['open'],
  },
  {
    id: 'promotes',
    title: 'Ben writes himself onto the board and reads its minutes',
    kind: 'attack',
    people: { ben: insider },
    before: [laidDown('minutes', files.minutes, 'ben')],
    calls: () => [signIn('ben', notes.ben), ...promotion, ...enhanced('ben', 'ben-again'), open({ id: 'open', by: 'ben', Key: files.minutes })],
    prizes: ['open'],
  },
];

/** Ben edits an attribute of his own, and signs in again: the new token says so. */
const promotion: readonly Call[] = [
  { id: 'ben-writes', by: 'ben', operation: 'cognito-idp:UpdateUserAttributes', after: 9, input: { AccessToken: from('ben-sign-in', 'AuthenticationResult.AccessToken'), UserAttributes: [{ Name: 'custom:team', Value: 'board' }] } },
  { ...signIn('ben', notes.ben), id: 'ben-again', after: 2 },
];

export const clubRoom: Room = {
  slug: 'club',
  series: 'B',
  number: 1,
  title: 'The club with five back doors',
  symptom: [
    'A sailing club has put its notes online: a front page with a photo for visitors, a newsletter for members, a folder for each team. Members are added by the secretary. Everything works for those who use it as it was meant.',
    'It also works for others. Below are five of them, each with the requests that they make. Change the account until none of the five gets anywhere and the club notices nothing. One change at a time shows best which door it shuts.',
  ],
  world,
  app: [],
  attempts,
  also: [],
  par: 4,
  hints: [
    'Follow each run to the first answer that should have been a refusal. Two of the guests’ ways lead through the basic (classic) flow, one through the guest role alone. The other two begin in the user pool.',
    'The guest role allows the whole bucket and a setting; the classic flow drops the session policies and lets a guest choose a role; the members’ role asks for the pool and not for a sign-in; everybody may sign up; and everybody may write the attribute that becomes a tag.',
    'Cut `Visitors` down to `s3:GetObject` on `public/*`. Set `AllowClassicFlow` to false, or ask for `amr` = `authenticated` in the trust policy of `notes-signed-in`; better do both. Tick `AllowAdminCreateUserOnly`. Take `custom:team` out of `WriteAttributes`, and nothing else.',
  ],
  checks: ['IDP-01', 'IDP-07', 'TRU-02', 'UPL-01', 'MAP-16'],
  after: [
    'Nothing in this account was broken into. Each of the five asked, and a setting said yes: a [guest](term:guest) role that is too large, a [classic flow](term:classic-flow) that nobody uses, a [trust policy](term:trust-policy) without [amr](term:amr), a sign-up that the API has although the app has no page for it, and a claim that its owner may write.',
    'Where two settings stand in one attack’s way, set both. With the classic flow off the trust policy is not asked by guests any more; on the day somebody switches it on, it is.',
    'The same ways in, step by step: [a stranger empties the bucket](/learn/private-bucket), [the side door](/learn/side-door), [the borrowed role](/learn/borrowed-role), [the open door](/learn/open-door), [promote yourself](/learn/own-promotion).',
  ],
};
