import { userPoolKeys } from './logins';
import type { OperationContext } from './operation';
import type { ErrorTemplate, Facts, Rule } from './refusal';
import { decodeToken, isSignedBy } from './token';
import { providerNameOf } from './user-pool';

/** Which of a user pool's tokens an API of one's own accepts: what `CognitoJwtVerifier.create` of aws-jwt-verify is told. */
export interface Verifier {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly tokenUse: 'access' | 'id';
}

/** The library throws; that the API answers 401 with it is what its author does. */
const thrown = (code: string, message: string | ((facts: Facts) => string)): ErrorTemplate => ({ code, message, status: 401 });

const rule = (label: string, says: string, error: ErrorTemplate): Rule => ({ says, label, cite: 'https://github.com/awslabs/aws-jwt-verify', error });

/** What the library checks, in its order; its errors are held to the library itself by a test of the wire. */
export const verifierRules = {
  bearer: rule('bearer token', 'The request brings a token.', thrown('JwtParseError', 'Empty JWT')),
  jwt: rule(
    'JWT',
    'The token has a header, a payload and a signature.',
    thrown('JwtParseError', 'JWT string does not consist of exactly 3 parts (header, payload, signature)'),
  ),
  issuer: rule('iss', 'The issuer is the user pool that the API trusts.', thrown('ParameterValidationError', ({ issuer }) => `issuer not configured: ${issuer}`)),
  kid: rule('kid', 'The header’s kid names one of the public keys that the user pool publishes.', thrown('KidNotFoundInJwksError', ({ kid }) => `JWK for kid "${kid}" not found in the JWKS`)),
  algorithm: rule(
    'RS256',
    'The header names the algorithm that the key is for. A token cannot choose to be unsigned.',
    thrown('JwtInvalidSignatureAlgorithmError', ({ alg }) => `JWT signature algorithm not allowed: ${alg}. Expected: RS256`),
  ),
  signature: rule('signature', 'The signature is good under that key.', thrown('JwtInvalidSignatureError', 'Invalid signature')),
  expiry: rule('exp', 'The token has not expired.', thrown('JwtExpiredError', ({ exp }) => `Token expired at ${new Date(Number(exp) * 1000).toISOString()}`)),
  tokenUse: rule(
    'token_use',
    'It is the kind of token that the API asks for.',
    thrown('CognitoJwtInvalidTokenUseError', ({ actual, expected }) => `Token use not allowed: ${actual}. Expected: ${expected}`),
  ),
  clientId: rule(
    'client_id',
    'It was issued to the app client that the API serves: client_id in an access token, aud in an ID token.',
    thrown('CognitoJwtInvalidClientIdError', ({ claim, actual, expected }) => `${claim} not allowed: ${actual}. Expected: ${expected}`),
  ),
} as const satisfies Record<string, Rule>;

export type VerifierRule = keyof typeof verifierRules;

/** Verifies a token without asking the user pool about it: its public keys are enough. @returns the claims. */
export function verifiedClaims(text: string | undefined, verifier: Verifier, context: OperationContext<VerifierRule>): Readonly<Record<string, unknown>> {
  context.hold('bearer', Boolean(text), text ? 'there is one' : 'there is none');
  const token = context.found('jwt', decodeToken(text ?? ''), 'parts with dots between them');
  const { header, claims } = token;
  const issuer = `https://${providerNameOf(verifier.userPoolId)}`;
  context.hold('issuer', claims.iss === issuer, `iss is ${claims.iss}`, { issuer: String(claims.iss) });
  const keys = userPoolKeys(verifier.userPoolId);
  const kid = String(header.kid);
  context.hold('kid', Object.values(keys).includes(kid), `kid is ${kid}`, { kid });
  context.hold('algorithm', header.alg === 'RS256', `alg is ${header.alg}`, { alg: String(header.alg) });
  context.hold('signature', isSignedBy(token, kid), `checked with the public key ${kid}`);
  const exp = Number(claims.exp);
  context.hold('expiry', context.now <= exp, exp < context.now ? `expired ${context.now - exp} s ago` : `expires in ${exp - context.now} s`, { exp });
  const actual = String(claims.token_use);
  context.hold('tokenUse', actual === verifier.tokenUse, `token_use is ${actual}`, { actual, expected: verifier.tokenUse });
  const [claim, client] = actual === 'id' ? ['Client ID ("audience")', claims.aud] : ['Client ID', claims.client_id];
  const facts = { claim: String(claim), actual: String(client), expected: verifier.clientId };
  context.hold('clientId', client === verifier.clientId, `issued to ${client}`, facts);
  return claims;
}
