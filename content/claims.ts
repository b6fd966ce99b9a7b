/** The kinds of token that have claims to explain. */
export const tokenKinds = ['id', 'access', 'openid'] as const;

export type TokenKind = (typeof tokenKinds)[number];

type Meaning = string | Readonly<Partial<Record<TokenKind, string>>>;

/** What each claim of Cognito's tokens says, in the teacher's words; where tokens differ, for each kind. */
const meanings: Readonly<Record<string, Meaning>> = {
  iss: {
    id: 'Who issued it: the user pool. The key in `Logins` is this, without `https://`.',
    access: 'Who issued it: the user pool.',
    openid: 'Who issued it: the identity pools of this partition, all under one name.',
  },
  aud: {
    id: 'Whom it was issued to: the app client. An access token has none.',
    openid: 'The identity pool. The role’s trust policy asks for this one.',
  },
  client_id: 'The app client that it was issued to. It stands in for `aud`, which is why an identity pool will not take this token.',
  exp: 'When it ends, in seconds since 1970.',
  iat: 'When it was issued.',
  auth_time: 'When the user last signed in. A refresh leaves it as it is.',
  token_use: { id: 'This is an ID token. Whoever checks tokens should look here first.', access: 'This is an access token, for calling APIs.' },
  sub: {
    id: 'The user’s name in the user pool, for ever. It is not the identity ID.',
    access: 'The user’s name in the user pool, for ever.',
    openid: 'The identity ID. Policies know it as `${cognito-identity.amazonaws.com:sub}`.',
  },
  jti: 'This token’s own number.',
  origin_jti: 'The number of the refresh token it came from. Revoking that one reaches this one by it.',
  event_id: 'The number of the sign-in, as Cognito’s records have it.',
  'cognito:username': 'The user name in the user pool.',
  username: 'The user name in the user pool.',
  'cognito:groups': 'The user’s groups in the user pool.',
  'cognito:roles': 'The roles of those groups. An identity pool reads them only with a role mapping of type Token.',
  'cognito:preferred_role': 'The role of the group with the lowest precedence. Read only with a role mapping of type Token.',
  scope: 'What this token opens. After a sign-in through the API it is only the user’s own calls to the user pool.',
  version: 'The version of the access token’s form.',
  device_key: 'The device that the user pool remembers.',
  email: 'The user’s address. Only the ID token carries it.',
  email_verified: 'Whether the user has shown that the address is theirs.',
  phone_number: 'The user’s telephone number.',
  phone_number_verified: 'Whether the user has shown that the number is theirs.',
  name: 'The user’s name, as the user gave it.',
  identities: 'The accounts at other providers that this user signs in with.',
  nonce: 'What the app sent along, so that it can tell its own sign-in.',
  at_hash: 'Ties this token to the access token that came with it.',
  amr: 'How the caller was known: signed in or guest first, then the provider. Trust policies ask for the first.',
  'https://aws.amazon.com/tags': 'The session’s tags, from the claims that the pool maps.',
  'https://cognito-identity.amazonaws.com/identity-pool-arn': 'The identity pool that issued it, by its ARN.',
};

/** The claims that have a meaning of Cognito's or of the standard, by name. */
export const claimNames: readonly string[] = Object.keys(meanings).toSorted((a, b) => a.localeCompare(b, 'en'));

/** Where the glossary explains a claim. */
export function claimAnchor(claim: string): string {
  return `claim-${claim.replaceAll(/[^a-z0-9]+/gi, '-')}`;
}

/** What a claim means in a token of this kind; undefined for claims that nobody but the app knows. */
export function meaningOf(claim: string, kind: TokenKind): string | undefined {
  if (claim.startsWith('custom:')) return 'An attribute of the app’s own. If users may write it, it says what they like.';
  const meaning = meanings[claim];
  return typeof meaning === 'object' ? meaning[kind] : meaning;
}
