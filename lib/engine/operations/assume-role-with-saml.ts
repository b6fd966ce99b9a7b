import type { AssumeRoleWithSAMLRequest } from '@aws-sdk/client-sts';
import { read } from '../../world/gap';
import { assertionIn, samlAttribute } from '../assertion';
import { entityIdOf } from '../logins';
import { operation } from '../operation';
import { checkRequest, grantOf, openRoleSession, roleAsked, roleSessionRules, tagKeys } from '../role-session';
import { rolePaired } from '../roles';

const cite = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html';
const refused = { code: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithSAML', status: 403, wording: 'documented' } as const;
const invalid = (message: string, wording: 'documented' | 'unconfirmed' = 'documented') => ({ code: 'InvalidIdentityToken', message, wording });

/** Turns a SAML response into a session of a role that trusts the SAML provider. */
export const AssumeRoleWithSAML = operation({
  name: 'sts:AssumeRoleWithSAML',
  says: 'Gives temporary credentials for a role whose trust policy accepts the SAML assertion.',
  access: 'public',
  rules: {
    region: roleSessionRules.region,
    request: roleSessionRules.request,
    readable: { says: 'The assertion is a SAML response in Base64.', label: 'is an assertion', cite, error: invalid('Invalid SAML response', 'unconfirmed') },
    provider: { says: 'The SAML provider exists in IAM.', label: 'provider exists', cite, error: invalid('Specified provider doesn’t exist.') },
    issuer: { says: 'The assertion is by this provider.', label: 'issuer', cite, error: invalid('Issuer not present in specified provider') },
    signature: { says: 'The provider’s key signed the response.', label: 'signature', cite, error: invalid('Response signature invalid') },
    expiry: {
      says: 'The assertion is used in time, within minutes.',
      label: 'in time',
      cite,
      error: { code: 'ExpiredTokenException', message: 'Token must be redeemed within 5 minutes of issuance', wording: 'documented' },
    },
    sessionName: { says: 'The assertion names the session.', label: 'session name', cite, error: invalid('RoleSessionName is required in AuthnResponse') },
    role: { says: 'The assertion offers this role, and it exists.', label: 'role offered', cite, error: refused },
    trust: { says: 'The role’s trust policy lets the provider in.', label: 'trust policy', cite, error: refused },
    tags: { says: 'An assertion with principal tags needs sts:TagSession in the trust policy as well.', label: 'sts:TagSession', cite, error: refused },
    duration: roleSessionRules.duration,
    packed: roleSessionRules.packed,
  },
  perform(input: AssumeRoleWithSAMLRequest, context) {
    checkRequest(input, context);
    const { RoleArn = '', PrincipalArn = '' } = input;
    const assertion = context.found('readable', assertionIn(input.SAMLAssertion ?? ''), 'a SAML response with an assertion');
    const provider = context.found('provider', context.get('AWS::IAM::SAMLProvider', PrincipalArn), PrincipalArn);
    context.hold('issuer', assertion.issuer === entityIdOf(provider), `the assertion is by ${assertion.issuer}`);
    context.hold('signature', assertion.signed, `signed with the key of ${assertion.issuer}`);
    context.hold('expiry', context.now < assertion.notOnOrAfter, `good for ${assertion.notOnOrAfter - context.now} s more`);
    const RoleSessionName = context.found('sessionName', assertion.attributes[samlAttribute.sessionName]?.[0], samlAttribute.sessionName);
    const offered = (assertion.attributes[samlAttribute.role] ?? []).map((pair) => rolePaired(pair, PrincipalArn));
    const role = context.found('role', offered.includes(RoleArn) ? roleAsked(RoleArn, context) : undefined, `offered: ${offered.join(', ') || 'none'}`);
    const keys = {
      'saml:aud': assertion.recipient,
      'saml:iss': assertion.issuer,
      'saml:sub': assertion.subject,
      'saml:doc': `${context.account}/${PrincipalArn.slice(PrincipalArn.lastIndexOf('/') + 1)}`,
    };
    const trust = { name: `trust policy of ${role.RoleName}`, document: read(role.AssumeRolePolicyDocument) };
    const tags = tagsIn(assertion.attributes);
    const asked = { principal: PrincipalArn, resource: role.Arn, context: { ...keys, ...tagKeys('aws:RequestTag', tags) }, trust };
    const admitted = context.decide({ ...asked, action: 'sts:AssumeRoleWithSAML' });
    context.hold('trust', admitted.answer === 'Allowed', admitted.because ?? 'a statement of the trust policy lets the provider in');
    if (Object.keys(tags).length > 0) {
      const tagging = context.decide({ ...asked, action: 'sts:TagSession' });
      context.hold('tags', tagging.answer === 'Allowed', tagging.because ?? 'the trust policy allows sts:TagSession');
    }
    const session = openRoleSession(role, { ...input, RoleSessionName }, tags, { ...keys, 'aws:FederatedProvider': PrincipalArn }, context);
    return { ...grantOf(session), Subject: assertion.subject, Issuer: assertion.issuer, Audience: assertion.recipient };
  },
});

/** The session tags in an assertion: one attribute each. */
function tagsIn(attributes: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, string>> {
  const tags = Object.entries(attributes).filter(([name]) => name.startsWith(samlAttribute.tag));
  return Object.fromEntries(tags.map(([name, values]) => [name.slice(samlAttribute.tag.length), values[0] ?? '']));
}
