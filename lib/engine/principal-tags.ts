import type { Login } from './logins';
import type { OperationContext } from './operation';
import { tagsIn } from './identity-token';

/** The claims that `UseDefaults` maps, by provider; user pools and OpenID providers carry both (aws-facts §4). */
const defaultTags: Readonly<Record<string, string>> = { client: 'aud', username: 'sub' };

/** How a pool's map of claims to tags names a provider: user pools without their app client, OpenID and SAML providers by their ARN. */
export function tagSource(name: string, mapping: string): string {
  return mapping.startsWith('arn:') ? mapping : name;
}

/**
 * The principal tags that a pool gives the sessions of these logins: tag → value. A claim that the token lacks, or that
 * holds a list, gives no tag.
 */
export function principalTags(IdentityPoolId: string, logins: readonly Login[], context: Pick<OperationContext, 'get'>): Readonly<Record<string, string>> {
  const tags: Record<string, string> = {};
  for (const login of logins) {
    if (login.pool) Object.assign(tags, tagsIn(login.claims));
    else {
      const map = context.get('AWS::Cognito::IdentityPoolPrincipalTag', `${IdentityPoolId}/${tagSource(login.provider, login.mapping)}`);
      for (const [tag, claim] of Object.entries(map === undefined ? {} : map.UseDefaults ? defaultTags : (map.PrincipalTags ?? {}))) {
        const value = login.claims[claim];
        if (value !== undefined && value !== null && typeof value !== 'object') tags[tag] = String(value);
      }
    }
  }
  return tags;
}
