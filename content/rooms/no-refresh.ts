import { from, type Call } from '../../lib/engine/scenario';
import { notes, notesWorld } from '../../lib/world/accounts/notes';
import { withClient } from '../stories/account';
import { ana, enhanced, inFolderOf, save, signIn } from './calls';
import type { App, Attempt, Room, Runs } from './room';

const minute = 60;
const day = 24 * 60 * minute;

const password = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } };

/** The call that gets the app a fresh ID token, if it makes any. */
const renewals: Readonly<Record<string, Pick<Call, 'operation' | 'input'> | undefined>> = {
  InitiateAuth: {
    operation: 'cognito-idp:InitiateAuth',
    input: { AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId: notes.client, AuthParameters: { REFRESH_TOKEN: from('ana-sign-in', 'AuthenticationResult.RefreshToken') } },
  },
  GetTokensFromRefreshToken: {
    operation: 'cognito-idp:GetTokensFromRefreshToken',
    input: { ClientId: notes.client, RefreshToken: from('ana-sign-in', 'AuthenticationResult.RefreshToken') },
  },
  password: { operation: 'cognito-idp:InitiateAuth', input: password },
};

/** Whoever has the browser opens the app again after so many seconds: credentials are renewed, and a photo is saved. */
function later(by: string, after: number, { renews = '' }: App, hasPassword: boolean): readonly Call[] {
  const renewal = renews === 'password' && !hasPassword ? undefined : renewals[renews];
  const tokens = renewal === undefined ? 'ana-sign-in' : 'renew';
  const credentials: Call = {
    id: 'new-credentials',
    by,
    operation: 'cognito-identity:GetCredentialsForIdentity',
    after: renewal === undefined ? after : 1,
    input: { IdentityId: from('ana-get-id', 'IdentityId'), Logins: { [notes.provider]: from(tokens, 'AuthenticationResult.IdToken') } },
  };
  const photo = save({ id: 'save-again', by, with: 'new-credentials', Key: inFolderOf('ana-get-id', 'evening.jpg') });
  return [...(renewal === undefined ? [] : [{ id: 'renew', by, after, ...renewal }]), credentials, photo];
}

const morning = [signIn('ana', notes.ana), ...enhanced('ana')];

const attempts: readonly Attempt[] = [
  {
    id: 'after-lunch',
    title: 'Ana saves a photo, goes for lunch, and saves another two hours later',
    kind: 'use',
    people: { ana },
    calls: (app) => [...morning, save({ id: 'save', by: 'ana', Key: inFolderOf('ana-get-id', 'noon.jpg') }), ...later('ana', 120 * minute, app, true)],
  },
  { id: 'third-day', title: 'She opens the app again on the third day', kind: 'use', people: { ana }, before: morning, calls: (app) => later('ana', 3 * day, app, true) },
  {
    id: 'lost-laptop',
    title: 'Somebody finds her laptop a year later and saves a photo in her name',
    kind: 'attack',
    people: { finder: { name: 'Ana’s old laptop', kind: 'attacker', detail: 'whoever found it' } },
    before: morning,
    calls: (app) => later('finder', 365 * day, app, false),
    prizes: ['save-again'],
  },
];

/** How often Ana’s password goes over the wire in a run. */
function passwordsIn(runs: Runs, attempt: string): number {
  const { scenario } = runs[attempt] ?? {};
  return [...(scenario?.before ?? []), ...(scenario?.calls ?? [])].filter(({ input }) => input.AuthFlow === 'USER_PASSWORD_AUTH').length;
}

export const noRefresh: Room = {
  slug: 'no-refresh',
  series: 'A',
  number: 3,
  title: 'After lunch it is over',
  symptom: [
    'In the morning everything works. Whoever leaves the app open over lunch cannot save any more, and an error about a token is all there is to see. Signing in again helps, until the next hour is over.',
    'People should sign in once and be let in for some days. A laptop that was lost a year ago is another matter.',
  ],
  world: withClient(notesWorld, { RefreshTokenValidity: 60, TokenValidityUnits: { RefreshToken: 'minutes' } }),
  app: [
    {
      id: 'renews',
      label: 'What the app does when its AWS credentials have run out',
      options: [
        { value: 'same', name: 'asks for new ones with the ID token that it holds' },
        { value: 'InitiateAuth', name: 'refreshes its tokens first, with InitiateAuth and REFRESH_TOKEN_AUTH' },
        { value: 'GetTokensFromRefreshToken', name: 'refreshes its tokens first, with GetTokensFromRefreshToken' },
        { value: 'password', name: 'asks for the password again' },
      ],
      now: 'same',
    },
  ],
  attempts,
  also: [
    {
      id: 'once',
      says: 'Ana types her password once.',
      holds: (_world, runs) => ['after-lunch', 'third-day'].every((id) => passwordsIn(runs, id) === 1),
    },
  ],
  par: 2,
  hints: [
    'AWS credentials run out after an hour. Look at what the app shows to the identity pool when it wants new ones, and at how old that is.',
    'The ID token has run out as well, at the same time. The user pool gives a new one for a refresh token, and no ID token can be made to live for three days. How long does the refresh token live here?',
    'Let the app refresh its tokens before it asks for credentials. Then set `RefreshTokenValidity` of the app client to some days: its unit stands in `TokenValidityUnits`, and now it is minutes.',
  ],
  checks: [],
  unseen: 'Nothing. A short life for refresh tokens is no danger, so the auditor does not object to one, and it does not see what the app does. It warns of the contrary: [tokens that live too long](/checks/token-lifetimes).',
  after: [
    'New AWS credentials need a fresh ID token, and a fresh ID token needs the [refresh token](term:refresh-token). So renewal begins at the user pool, and the identity ID that the app has kept serves again.',
    'Lifetimes are set per [app client](term:app-client): ID and access tokens at most a day, refresh tokens from an hour to ten years. Ten years would have worked as well for Ana. It would also have worked for whoever found the laptop.',
  ],
};
