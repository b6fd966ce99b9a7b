import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { vi } from 'vitest';
import { newestCode } from '@/lib/engine/user-pool-codes';
import { outbound } from '@/lib/wire/border/crossing';
import { realTotp } from '@/lib/wire/border/totp';
import type { Emulator } from '@/lib/wire/emulator';
import { notes } from '@/lib/world/accounts/notes';

type Values = Readonly<Record<string, unknown>>;

/** The app around a lesson's Amplify program: what the program takes for granted. */
export interface Reader {
  /** Names that the program uses and does not make, and their types. */
  readonly has: Readonly<Record<string, string>>;
  /** Their values before a segment; here time passes, and people read their mail. */
  readonly at?: (segment: number, emulator: Emulator) => Values | Promise<Values>;
  /** Where the program does not do it itself, the app has configured Amplify with this, or else with the notes app's pools. */
  readonly configuration?: object;
  /** Who is signed in before the program begins. */
  readonly signedIn?: { readonly username: string; readonly password: string };
  /** Who signs in where a browser is sent to another provider. */
  readonly elsewhere?: Readonly<Record<string, string>>;
  /** Where a segment makes other calls than those that it stands for: by its number, all that it makes. */
  readonly makes?: Readonly<Record<number, readonly string[]>>;
  /** The name of the error that ends the program. */
  readonly ends?: string;
}

const pools = { userPoolId: notes.userPool, userPoolClientId: notes.client };
/** For lessons whose program begins after an app has configured Amplify. */
export const configuration = {
  Auth: { Cognito: { ...pools, identityPoolId: notes.identityPool } },
  Storage: { S3: { bucket: notes.bucket, region: notes.region } },
};
const oauth = { domain: 'notes-app.auth.us-east-1.amazoncognito.com', scopes: ['openid', 'email'], redirectSignIn: ['https://notes.example/signed-in'], redirectSignOut: ['https://notes.example/'], responseType: 'code' };

const ana = { username: notes.ana, password: notes.anaPassword };
const cleo = { username: 'cleo@notes.example', password: 'Sea-breeze-5-gulls' };
const dora = { email: 'dora@notes.example', password: 'Foghorn-3-seals', name: 'Dora' };
const file = 'the photo';

const credentials = { username: 'string', password: 'string' };
const anaUploads: Reader = { has: { ...credentials, file: 'File' }, at: () => ({ ...ana, file }) };

const [GetId, GetCredentials] = ['cognito-identity:GetId', 'cognito-identity:GetCredentialsForIdentity'];

/** By the slug of the lesson. */
export const readers: Readonly<Record<string, Reader>> = {
  'two-questions': anaUploads,
  'user-pool': {
    has: { email: 'string', password: 'string', name: 'string', confirmationCode: 'string', authorization: 'string' },
    configuration: { Auth: { Cognito: pools } },
    at: async (segment, { state }) => ({
      ...dora,
      confirmationCode: segment === 1 ? newestCode(state, dora.email) : undefined,
      authorization: segment === 4 ? `Bearer ${String((await fetchAuthSession()).tokens?.accessToken)}` : undefined,
    }),
    // What the API does is not AWS's to see.
    makes: { 4: [] },
  },
  'three-tokens': {
    has: credentials,
    at: () => ana,
    // Whoever asks Amplify for anything of the session gets credentials first; this lesson stops at the identity.
    makes: { 1: [GetId, GetCredentials, 'cognito-idp:GetUser'], 3: ['cognito-idp:GetTokensFromRefreshToken', GetCredentials] },
  },
  clocks: {
    ...anaUploads,
    at: (segment) => {
      vi.setSystemTime(Date.now() + ([0, 10 * 60, 61 * 60, 5 * 60, 60][segment] ?? 0) * 1000);
      return { ...ana, file };
    },
    // The lesson's browser has kept its identity from an earlier visit; Amplify keeps a member's only while the page is open.
    makes: { 1: [GetId, GetCredentials], 4: [] },
    ends: 'NoIdentityId',
  },
  guest: { has: {} },
  'enhanced-flow': anaUploads,
  'enhanced-and-classic': { has: {}, signedIn: ana },
  // As above: the lesson knows the identity already.
  'whose-folder': { has: { file: 'File' }, at: () => ({ file }), signedIn: ana, makes: { 0: [GetId, GetCredentials] } },
  'role-mapping': { has: credentials, at: () => ana },
  'principal-tags': anaUploads,
  'hosted-sign-in': {
    has: {},
    elsewhere: { subject: '107691503500061507151', email: 'ana@gmail.example', email_verified: 'true', given_name: 'Ana' },
    // A session has credentials, as above; the direct way is words only.
    makes: { 2: [GetId, GetCredentials], 3: [] },
  },
  'saml-and-oidc': {
    has: { idToken: 'string' },
    configuration: { Auth: { Cognito: { ...pools, loginWith: { oauth } } } },
    elsewhere: { subject: 'ben@office.example', mail: 'ben@office.example', givenName: 'Ben' },
    at: async (segment, emulator) => (segment === 1 ? { idToken: await officeToken(emulator) } : {}),
    // The code that comes of the assertion is exchanged by Amplify; the second door is gone through once, by OIDC.
    makes: { 0: ['cognito-idp:OAuth2_Authorize_GET', 'outside-provider:PostAssertion', 'cognito-idp:SAML2Response_POST', 'cognito-idp:Token_POST'], 1: [GetId, GetCredentials] },
  },
  'developer-identities': {
    has: { signInAtOurBackend: '() => Promise<{ IdentityId: string; Token: string }>', file: 'File' },
    at: () => ({ signInAtOurBackend, file }),
    // Amplify asks when it needs the identity, and again when it needs the credentials, as the program says.
    makes: { 0: [], 1: ['lambda:InvokeFunctionUrl', GetCredentials, 'lambda:InvokeFunctionUrl', GetCredentials, 's3:PutObject'] },
  },
  challenges: {
    has: { ...credentials, newPassword: 'string', name: 'string', digits: 'string', showQrCode: '(uri: URL) => void' },
    at: async (segment, emulator) => {
      if (segment === 3) await signOut();
      const secret = segment < 3 ? cleosSecret : anasSecret;
      const digits = secret === '' ? '' : await realTotp(secret, emulator.wallClock());
      return { ...(segment < 3 ? cleo : ana), newPassword: 'Driftwood-8-terns', name: 'Cleo', digits, showQrCode };
    },
  },
  'what-amplify-hides': { has: { ...credentials, beach: 'File', dunes: 'File' }, at: () => ({ ...ana, beach: 'the beach', dunes: 'the dunes' }) },
  // MQTT is not emulated over the wire, and its package is not installed here: see program.testing.ts.
  'four-architectures': { has: credentials, at: () => ana, makes: { 2: [] } },
};

const anasSecret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSW';
let cleosSecret = '';

/** Cleo's authenticator. */
function showQrCode(uri: URL): void {
  cleosSecret = uri.searchParams.get('secret') ?? '';
}

async function signInAtOurBackend(): Promise<unknown> {
  const answer = await fetch('https://notesbackend.lambda-url.us-east-1.on.aws/sign-in', { method: 'POST', body: JSON.stringify({ username: 'ana', password: notes.anaPassword }) });
  return answer.json();
}

/** What the company's OIDC provider says of Ben. */
async function officeToken({ state, perform }: Emulator): Promise<unknown> {
  const input = { Provider: 'login.office.example', ClientId: 'notes-web', Subject: 'b-2041', Duration: 3600 };
  const { output = {} } = perform('outside-provider:SignIn', input, { kind: 'anonymous' });
  return (await outbound('outside-provider:SignIn', input, output, state)).IdToken;
}

/** Ana signs in as in the lessons that begin afterwards. */
export async function signInBefore({ signedIn }: Reader): Promise<void> {
  if (signedIn !== undefined) await signIn({ ...signedIn, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
}
