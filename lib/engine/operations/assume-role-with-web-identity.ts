import type { AssumeRoleWithWebIdentityRequest } from '@aws-sdk/client-sts';
import type { Explanation } from '../../iam/decision';
import { operation, type OperationContext } from '../operation';
import { checkRequest, grantOf, openRoleSession, roleAsked, roleSessionRules, tagKeys } from '../role-session';
import { identityKeys, webIdentityIn, webIdentityRules, type WebIdentity } from '../web-identity';
import { read } from '../../world/gap';
import type { Role } from '../../world/resources';

const refused = { code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity', status: 403, wording: 'documented' } as const;

/** Turns a token of an identity pool or another provider into a session of a role that trusts it. */
export const AssumeRoleWithWebIdentity = operation({
  name: 'sts:AssumeRoleWithWebIdentity',
  says: 'Gives temporary credentials for a role whose trust policy accepts the token.',
  access: 'public',
  rules: {
    ...webIdentityRules,
    region: roleSessionRules.region,
    request: roleSessionRules.request,
    role: { says: 'The role exists.', label: 'role exists', cite: 'aws-facts §3b', error: refused },
    trust: {
      says: 'The role’s trust policy lets in the token’s issuer, audience, subject and amr.',
      label: 'trust policy',
      cite: 'aws-facts §3b',
      error: refused,
    },
    tags: {
      says: 'A token with principal tags needs sts:TagSession in the trust policy as well.',
      label: 'sts:TagSession',
      cite: 'aws-facts §4',
      error: refused,
    },
    crossAccount: {
      says: 'Another account’s identity pool gets in only if the trust policy tests both aud and amr.',
      label: 'own account’s pool',
      cite: 'audit-rules G8',
      error: refused,
    },
    duration: roleSessionRules.duration,
    packed: roleSessionRules.packed,
  },
  perform(input: AssumeRoleWithWebIdentityRequest, context) {
    checkRequest(input, context);
    const { RoleArn = '', RoleSessionName = '' } = input;
    const identity = webIdentityIn(input.WebIdentityToken ?? '', input.ProviderId, context);
    const role = context.found('role', roleAsked(RoleArn, context), RoleArn);
    const keys = identityKeys(identity);
    const ask = questionTo(role, identity, { ...keys, 'sts:RoleSessionName': RoleSessionName }, context);
    const admitted = ask('sts:AssumeRoleWithWebIdentity');
    context.hold('trust', admitted.answer === 'Allowed', admitted.because ?? 'a statement of the trust policy lets the token in');
    if (Object.keys(identity.tags).length > 0) {
      const tagging = ask('sts:TagSession');
      context.hold('tags', tagging.answer === 'Allowed', tagging.because ?? 'the trust policy allows sts:TagSession');
    }
    if (identity.account !== undefined && identity.account !== context.account) {
      const [tested, wanted] = [keysTested(admitted), [`${identity.keys}:aud`, `${identity.keys}:amr`]];
      context.hold('crossAccount', wanted.every((key) => tested.includes(key)), `the pool is of account ${identity.account}; the trust policy tests ${tested.join(', ') || 'nothing'}`);
    }
    const session = openRoleSession(role, { ...input, RoleSessionName }, identity.tags, { ...keys, 'aws:FederatedProvider': identity.principal }, context);
    return {
      ...grantOf(session),
      SubjectFromWebIdentityToken: identity.subject,
      Provider: identity.principal,
      Audience: identity.audience,
    };
  },
});

function questionTo(role: Role, identity: WebIdentity, keys: Explanation['request']['context'], context: OperationContext) {
  const trust = { name: `trust policy of ${role.RoleName}`, document: read(role.AssumeRolePolicyDocument) };
  const tags = Object.keys(identity.tags);
  const withTags = { ...keys, ...tagKeys('aws:RequestTag', identity.tags), ...(tags.length > 0 ? { 'aws:TagKeys': tags } : {}) };
  return (action: string) => context.decide({ principal: identity.principal, action, resource: role.Arn, context: withTags, trust });
}

/** The condition keys of the statements that let someone in. */
function keysTested({ layers }: Explanation): readonly string[] {
  const allowing = layers.flatMap((layer) => layer.statements).filter((statement) => statement.effect === 'Allow' && statement.matched === 'yes');
  return allowing.flatMap((statement) => statement.conditions.map((condition) => condition.key.toLowerCase()));
}
