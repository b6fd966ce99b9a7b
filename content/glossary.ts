/** A word of the field, as the lessons use it. */
export interface Term {
  readonly slug: string;
  readonly term: string;
  /** Other spellings under which it is met. */
  readonly also?: readonly string[];
  /** One or two sentences, enough for a hover card. */
  readonly means: string;
  /** The mistake people make with it. */
  readonly careful?: string;
  readonly see?: readonly string[];
  readonly walkthrough?: string;
}

export const glossary: readonly Term[] = [
  { slug: 'authentication', term: 'Authentication', means: 'Finding out who somebody is. In Cognito the user pool does it, or a provider such as Google; the answer is a token.', see: ['authorization', 'user-pool'], walkthrough: 'two-questions' },
  { slug: 'authorization', term: 'Authorization', means: 'Deciding what somebody may do. In AWS, IAM does it for every signed request, from the policies of the role behind the credentials.', see: ['authentication', 'iam'], walkthrough: 'two-questions' },
  { slug: 'user-pool', term: 'User pool', means: 'Cognito’s directory of users (cognito-idp). It signs people in and issues ID, access and refresh tokens.', careful: 'A user pool gives no AWS credentials.', see: ['identity-pool', 'id-token'], walkthrough: 'user-pool' },
  { slug: 'identity-pool', term: 'Identity pool', also: ['federated identities'], means: 'The service (cognito-identity) that exchanges a token for temporary AWS credentials of an IAM role.', careful: 'It has no passwords and signs nobody in: it trusts providers that do.', see: ['user-pool', 'trusted-provider'], walkthrough: 'enhanced-flow' },
  { slug: 'app-client', term: 'App client', means: 'An application’s registration in a user pool. Its id is the aud of ID tokens and the client_id of access tokens.', careful: 'An identity pool trusts a user pool together with one app client: another client of the same pool is refused.', see: ['aud'] },
  { slug: 'id-token', term: 'ID token', means: 'A JWT that says who signed in: sub, email, groups. It is what an identity pool accepts as a login.', careful: 'It is no AWS credential; S3 never sees it.', see: ['access-token', 'refresh-token'], walkthrough: 'three-tokens' },
  { slug: 'access-token', term: 'Access token', means: 'A JWT that says what its holder may ask of the user pool and of your own APIs, by scope. It carries client_id and no aud.', careful: 'Sent to an identity pool it is refused: “Missing a required claim: aud”.', see: ['id-token', 'scope'], walkthrough: 'three-tokens' },
  { slug: 'refresh-token', term: 'Refresh token', means: 'A long string, unreadable to the client, that buys new ID and access tokens until it expires or is revoked; 30 days unless set.', see: ['token-rotation'], walkthrough: 'clocks' },
  { slug: 'token-rotation', term: 'Refresh token rotation', means: 'With rotation on, every refresh gives a new refresh token and the old one stops working after a grace period of up to 60 seconds.', walkthrough: 'clocks' },
  { slug: 'identity-id', term: 'Identity ID', also: ['IdentityId'], means: 'The name of an identity in an identity pool, region:GUID. In policies it is ${cognito-identity.amazonaws.com:sub}.', careful: 'It is not the user pool’s sub.', see: ['sub'], walkthrough: 'whose-folder' },
  { slug: 'sub', term: 'sub', means: 'The subject of a token. In a user-pool token it is the user’s id in that pool; in the identity pool’s own token it is the identity ID.', careful: 'Two different values with one name: the folder in S3 is named after the second.', see: ['identity-id'], walkthrough: 'whose-folder' },
  { slug: 'aud', term: 'aud', also: ['audience'], means: 'For whom a token was issued. In a user pool’s ID token it is the app client; in the identity pool’s own token it is the identity pool, which role trust policies must check.', see: ['amr', 'trust-policy'] },
  { slug: 'amr', term: 'amr', means: 'In the identity pool’s own token: authenticated or unauthenticated, and by which provider. Trust policies use it to keep guests out of roles for users.', careful: 'It has several values, so its condition needs ForAnyValue.', see: ['trust-policy', 'guest'] },
  { slug: 'iss', term: 'iss', also: ['issuer'], means: 'Who issued a token. Without https:// it is the key under which the token stands in Logins.', see: ['logins'] },
  { slug: 'logins', term: 'Logins', means: 'The map that GetId and GetCredentialsForIdentity take: provider name to token.', see: ['iss', 'trusted-provider'] },
  { slug: 'trusted-provider', term: 'Trusted provider', means: 'An entry on an identity pool’s list: a user pool with an app client, a social provider with an app id, an OIDC or SAML provider of IAM, or your own backend.', walkthrough: 'enhanced-flow' },
  { slug: 'enhanced-flow', term: 'Enhanced flow', means: 'GetId, then GetCredentialsForIdentity: the identity pool chooses the role and calls STS itself, out of your sight.', see: ['classic-flow'], walkthrough: 'enhanced-flow' },
  { slug: 'classic-flow', term: 'Basic (classic) flow', means: 'GetId, GetOpenIdToken, then AssumeRoleWithWebIdentity by the client itself, which chooses the role, the session’s name and its duration.', careful: 'Guests get no session policy here, and group or rule mapping does not count.', see: ['enhanced-flow'], walkthrough: 'enhanced-and-classic' },
  { slug: 'guest', term: 'Guest (unauthenticated) identity', means: 'An identity without a login. Anyone who knows the pool’s id can have one where guest access is on.', careful: 'The pool’s id is no secret: it ships in your web page.', see: ['session-policy'], walkthrough: 'guest' },
  { slug: 'role', term: 'IAM role', means: 'A set of permissions with a list of who may put it on. It has no password; whoever assumes it gets temporary credentials.', see: ['trust-policy'] },
  { slug: 'trust-policy', term: 'Trust policy', means: 'The part of a role that says who may assume it, and under which conditions.', careful: 'For Cognito both conditions matter: aud (which pool) and amr (guest or signed in).', see: ['aud', 'amr'], walkthrough: 'enhanced-flow' },
  { slug: 'session-policy', term: 'Session policy', means: 'A policy passed along when a role is assumed. The session may do only what role and session policy both allow. Cognito adds two for guests of the enhanced flow.', walkthrough: 'guest' },
  { slug: 'sts', term: 'STS', means: 'AWS Security Token Service: it checks the trust policy and makes temporary credentials.', see: ['assume-role-with-web-identity'] },
  { slug: 'openid-token', term: 'OpenID token of an identity pool', means: 'The identity pool’s own token, signed with RS512: sub is the identity ID, aud the pool, amr how the caller was known. GetOpenIdToken gives it to the client; in the enhanced flow the pool shows it to STS itself.', careful: 'It is no ID token: that one comes from a user pool and says who a person is.', see: ['amr', 'assume-role-with-web-identity'], walkthrough: 'enhanced-flow' },
  { slug: 'assume-role-with-web-identity', term: 'AssumeRoleWithWebIdentity', means: 'The STS call that exchanges a signed token for credentials of a role. It needs no AWS signature.', careful: 'Not AssumeRole: a trust policy that allows that one lets Cognito fail.' },
  { slug: 'credentials', term: 'AWS credentials', means: 'Access key id, secret key and session token. Those from an identity pool last one hour and cannot be recalled.', see: ['sigv4'], walkthrough: 'clocks' },
  { slug: 'sigv4', term: 'Signature Version 4', also: ['SigV4'], means: 'How a request to AWS is signed with credentials. The secret key itself never travels.' },
  { slug: 'iam', term: 'IAM', means: 'AWS Identity and Access Management: it decides each signed request from the policies that apply. An explicit Deny always wins; without an Allow the answer is no.' },
  { slug: 'policy-variable', term: 'Policy variable', means: 'A placeholder such as ${cognito-identity.amazonaws.com:sub} that IAM fills in for each request.', careful: 'A variable without a value matches nothing: ${aws:username} never has one in a role session.', walkthrough: 'whose-folder' },
  { slug: 'role-mapping', term: 'Role mapping', means: 'How an identity pool picks a role for signed-in users: the default, the token’s groups, or rules on its claims.', walkthrough: 'role-mapping' },
  { slug: 'preferred-role', term: 'cognito:preferred_role', means: 'The claim that names the role of the user’s group with the lowest precedence number. Two groups that tie leave it out.', walkthrough: 'role-mapping' },
  { slug: 'principal-tags', term: 'Principal tags', also: ['attributes for access control'], means: 'Claims that become tags of the session, so that a policy can say aws:PrincipalTag/team.', careful: 'The role’s trust policy must allow sts:TagSession, and nobody may be able to edit the claim.', walkthrough: 'principal-tags' },
  { slug: 'jwks', term: 'JWKS', means: 'The public keys of an issuer, at a well-known address. A token’s kid says which of them checks its signature.', walkthrough: 'three-tokens' },
  { slug: 'srp', term: 'SRP', also: ['Secure Remote Password'], means: 'A sign-in in which the password never leaves the device: both sides prove that they know it.', walkthrough: 'user-pool' },
  { slug: 'challenge', term: 'Challenge', means: 'What a user pool answers instead of tokens when it wants more: a new password, a code, a choice of factor.', see: ['session-string'], walkthrough: 'challenges' },
  { slug: 'session-string', term: 'Session (of a challenge)', means: 'The string that ties the steps of one sign-in together. Good once, for three minutes unless set.', careful: 'It is no token: it proves nothing to anyone else.', walkthrough: 'challenges' },
  { slug: 'pkce', term: 'PKCE', means: 'Proof that who redeems a code is who asked for it: a hash goes with the request, the secret behind it with the code.', walkthrough: 'hosted-sign-in' },
  { slug: 'scope', term: 'Scope', means: 'What an access token is good for. Tokens of the sign-in API carry aws.cognito.signin.user.admin alone.', walkthrough: 'three-tokens' },
  { slug: 'developer-provider', term: 'Developer provider', means: 'Your own backend as the judge of who signs in: with AWS credentials it asks the identity pool for a token in the user’s name.', careful: 'Who may make that call can become any user.', walkthrough: 'developer-identities' },
  { slug: 'server-side-token-check', term: 'ServerSideTokenCheck', means: 'With it on, the identity pool asks the user pool whether the user has been signed out, disabled or deleted.', careful: 'Off unless set; credentials already given are not recalled either way.', walkthrough: 'clocks' },
];

export function termNamed(slug: string): Term | undefined {
  return glossary.find((term) => term.slug === slug);
}
