import type { GetOpenIdTokenInput } from '@aws-sdk/client-cognito-identity';
import { checkGuests, guestsRule, identityCalled, identityRules, openIdentity, poolOf } from '../identity-pool';
import { amrOf, poolToken } from '../identity-token';
import { checkAnyLogins, loginRules, ownTokenRule } from '../logins';
import { operation } from '../operation';
import { principalTags } from '../principal-tags';

/** Seconds for which the token is good (aws-facts §2.10). */
const tokenLife = 600;

/** The basic (classic) flow's second call: a token with which the client itself goes to STS, for a role of its choice. */
export const GetOpenIdToken = operation({
  name: 'cognito-identity:GetOpenIdToken',
  says: 'Issues the identity pool’s own OpenID token for an identity: the start of the basic (classic) flow.',
  access: 'public',
  rules: {
    identity: identityRules.identity,
    classic: {
      says: 'The pool does not forbid the basic (classic) flow; a pool that says nothing allows it.',
      label: 'classic flow',
      cite: 'aws-facts §3a-12',
      error: { code: 'InvalidParameterException', message: 'Basic (classic) flow is not enabled, please use enhanced flow.' },
    },
    mappings: {
      says: 'A pool with role mappings has no basic (classic) flow.',
      label: 'no role mappings',
      cite: 'aws-facts §3a-13',
      error: { code: 'InvalidParameterException', message: 'Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.' },
    },
    ...guestsRule,
    ...loginRules,
    ...ownTokenRule,
    secret: identityRules.secret,
    match: identityRules.match,
    link: identityRules.link,
  },
  perform(input: GetOpenIdTokenInput, context) {
    const asked = identityCalled(input.IdentityId, context);
    const pool = poolOf(asked, context);
    context.hold('classic', pool.AllowClassicFlow !== false, `AllowClassicFlow is ${pool.AllowClassicFlow ?? 'not set'}`);
    const mappings = Object.keys(context.get('AWS::Cognito::IdentityPoolRoleAttachment', pool.IdentityPoolId)?.RoleMappings ?? {});
    context.hold('mappings', mappings.length === 0, `role mappings: ${mappings.join(', ') || 'none'}`);
    const logins = checkAnyLogins(input.Logins ?? {}, pool, context);
    const { IdentityId, IdentityPoolId } = openIdentity(asked, logins, context);
    if (logins.length === 0) checkGuests(pool, context);
    const Token = poolToken(
      context,
      { sub: IdentityId, aud: IdentityPoolId, amr: amrOf(logins), iat: context.now, exp: context.now + tokenLife },
      principalTags(IdentityPoolId, logins, context),
    );
    return { IdentityId, Token };
  },
});
