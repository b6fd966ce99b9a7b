import type { GetCredentialsForIdentityInput } from '@aws-sdk/client-cognito-identity';
import { accountOf } from '../authorization';
import { guestSessionPolicies } from '../guest-session-policies';
import { checkGuests, guestsRule, identityCalled, identityRules, openIdentity, poolOf } from '../identity-pool';
import { amrOf, poolToken } from '../identity-token';
import { checkAnyLogins, loginRules, ownTokenRule } from '../logins';
import { operation } from '../operation';
import { principalTags } from '../principal-tags';
import { chooseRole, roleRules } from '../roles';
import { guestPolicyText } from '../sessions';
import type { Session } from '../state';

/** Seconds for which the token is good that the pool shows to STS. */
const tokenLife = 600;

/** The enhanced flow's second call: the pool chooses the role and asks STS for a session of it. */
export const GetCredentialsForIdentity = operation({
  name: 'cognito-identity:GetCredentialsForIdentity',
  says: 'Exchanges an identity and its logins for temporary AWS credentials, for a role that the pool chooses.',
  access: 'public',
  rules: {
    ...identityRules,
    ...guestsRule,
    ...loginRules,
    ...ownTokenRule,
    ...roleRules,
    sts: {
      says: 'STS gives out the role: its trust policy accepts the pool’s token.',
      label: 'STS agrees',
      cite: 'aws-facts §3a-11',
      error: {
        code: 'InvalidIdentityPoolConfigurationException',
        message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
      },
    },
  },
  perform(input: GetCredentialsForIdentityInput, context) {
    const asked = identityCalled(input.IdentityId, context);
    const pool = poolOf(asked, context);
    const logins = checkAnyLogins(input.Logins ?? {}, pool, context);
    const { IdentityId, IdentityPoolId } = openIdentity(asked, logins, context);
    if (logins.length === 0) checkGuests(pool, context);
    const attachment = context.get('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId);
    const RoleArn = chooseRole(attachment, logins, input.CustomRoleArn, context);
    // Only the classic flow crosses accounts.
    if (accountOf(RoleArn) !== context.account) context.refuse('sts', `${RoleArn} is in another account than the pool`);
    const WebIdentityToken = poolToken(
      context,
      { sub: IdentityId, aud: IdentityPoolId, amr: amrOf(logins), iat: context.now, exp: context.now + tokenLife },
      principalTags(IdentityPoolId, logins, context),
    );
    const granted = context.attempt(
      'sts:AssumeRoleWithWebIdentity',
      {
        RoleArn,
        RoleSessionName: 'CognitoIdentityCredentials',
        WebIdentityToken,
        ...(logins.length === 0 ? { Policy: guestPolicyText, PolicyArns: [{ arn: guestSessionPolicies.managed.arn }] } : {}),
      },
      'sts',
    );
    const answer = 'error' in granted ? `STS answers ${granted.error.code}: ${granted.error.message}` : `STS gives a session of ${RoleArn}`;
    const { Credentials } = context.found('sts', 'error' in granted ? undefined : granted.output, answer);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials as Session;
    return { IdentityId, Credentials: { AccessKeyId, SecretKey: SecretAccessKey, SessionToken, Expiration } };
  },
});
