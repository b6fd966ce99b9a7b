import type { Call } from '../../engine/scenario';
import { factorsOffered } from '../../engine/user-pool-mfa';
import { isGap } from '../../world/gap';
import { get, patch, type World } from '../../world/world';
import type { UserPool } from '../../world/resources';
import { check, type Attempt, type Probe } from '../check';
import type { Severity } from '../claim';
import { allow, editorsRole, invitationOnly, notesWorld, signedInRole, tokenMapping, withClient, withPolicy, withRoles, withUserPool } from '../examples';
import { auditorAsks } from '../login-probes';
import { orGap } from '../or-gap';
import { alice, cast } from '../people';
import { plainSignIn } from '../plain-sign-in';
import { isEntered, type AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { userPoolFix } from '../user-pool-edits';
import { describedPool, hasLocalPasswords, isMeantForLocalUsers, poolName, sharingClients, trustedUserPools, type Described, type TrustedUserPool } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const managers = withPolicy(editorsRole, [allow('s3:*', 'arn:aws:s3:::notes-photos/*')], withRoles({ RoleMappings: tokenMapping }));
const required = { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } } as const;
const onPhone = { MfaConfiguration: 'ON', SmsMfaConfiguration: { SmsConfiguration: {} } } as const;
const federated = { SupportedIdentityProviders: ['Work'], ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] };

export const passwordAlone = check<TrustedUserPool>({
  code: 'UPL-07',
  name: 'password-alone',
  title: 'A password alone is enough',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium when users can change what is others’ or more, or a group or claim gives some a role that reads it; low when they reach beyond their own; a remark otherwise, where all are meant to come from another provider, and where text messages are the only second factor.',
  docs: {
    what: 'The user pool asks for no second factor, or leaves it to each user. The check has somebody sign in as Alice, who has set none up, with her password alone.',
    why: 'Passwords are reused, guessed and given away. Where the session behind one changes other people’s data, it should take more than that.',
    falsePositives: 'Users who come from another provider have their second factor there: an app client that lets nobody in but them is left alone, and so is a user pool whose users have no passwords. For an application in which users reach only what is their own, it is a remark. A second factor that only some users must have cannot be set here; a trigger can see to it.',
    fix: 'Ask for a second factor (MfaConfiguration ON), an authenticator or a passkey rather than text messages.',
  },
  references: [
    { title: 'Amazon Cognito: adding MFA to a user pool', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html' },
    references.userPoolSecurity,
    cwe(308),
  ],
  examples: {
    fails: [
      { title: 'users read everybody’s photos', world: readsAll, severity: 'low' },
      { title: 'a group manages everybody’s photos', world: managers, severity: 'medium' },
      { title: 'the second factor is left to each user', world: withUserPool({ ...required, MfaConfiguration: 'OPTIONAL' }, managers), severity: 'medium' },
      { title: 'the setting is OPTIONAL, and nobody has read which factors there are', world: withUserPool({ MfaConfiguration: 'OPTIONAL' }, managers), severity: 'medium' },
      { title: 'sessions reach what is the user’s own', world: notesWorld, severity: 'info' },
      { title: 'users are meant to come from another provider, and the API takes passwords too', world: withClient({ SupportedIdentityProviders: ['Work'] }, invitationOnly(managers)), severity: 'info' },
    ],
    passes: [
      { title: 'everybody needs a second factor', world: withUserPool(required, managers) },
      { title: 'text messages are the only second factor', world: withUserPool(onPhone, managers) },
      { title: 'everybody comes from another provider', world: withClient(federated, managers) },
      { title: 'users have no passwords', world: withUserPool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP', 'WEB_AUTHN'] } } }, managers) },
    ],
  },
  subjects: trustedUserPools,
  probes(subject, pool): readonly Attempt[] {
    const found = describedPool(pool, subject);
    if (found === undefined) return [];
    const { clients, gaps } = sharingClients(pool, found);
    if (!hasLocalPasswords(found.userPool, clients)) return gaps;
    return [...(asksByText(found.userPool) ? [textMessages(found)] : []), stolenPassword(found, gaps.length > 0 || isMeantForLocalUsers(found.userPool, clients) ? severityIn(pool, found.userPool.Id) : 'info')];
  },
  fix({ provider }, pool) {
    return userPoolFix(
      pool.world,
      provider.userPoolId,
      { MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
      'Ask everybody for a second factor.',
      'Users without one set it up when they next sign in; the application must take them through MFA_SETUP first.',
    );
  },
});

function asksByText(userPool: UserPool): boolean {
  const offered = orGap(() => factorsOffered(userPool));
  return !isGap(offered) && offered.length === 1 && offered[0] === 'SMS_MFA';
}

/** Somebody has Alice's password and nothing else. */
function stolenPassword({ userPool, client }: Described, severity: Severity): Probe {
  const signIn = plainSignIn(client, userPool, alice);
  const left = userPool.MfaConfiguration === 'OPTIONAL' ? ', unless they have set up more' : '';
  return {
    title: `Somebody signs in to ${poolName(userPool)} with a stolen password`,
    prepare: (world) => withFactors(signIn.prepare(world), get(world, 'AWS::Cognito::UserPool', userPool.Id), userPool.Id),
    people: { mallory: { ...cast.anyone, name: 'Mallory', detail: 'has Alice’s password' } },
    calls: signIn.calls,
    proves: { ends: 'ok', told: [{ call: 'sign-in', holds: ({ AuthenticationResult }) => AuthenticationResult !== undefined }] },
    otherwise: 'A password alone leads to the question for a second factor.',
    claim: { severity, confidence: 'proved', actor: 'anonymous', message: `A user’s password is all that it takes to sign in to ${poolName(userPool)}${left}.` },
  };
}

/** The account where the user pool asks for second factors as it does; which ones it offers makes no difference to who has none. */
function withFactors(world: World, before: UserPool | undefined, userPoolId: string): World {
  if (before === undefined) return world;
  const { MfaConfiguration, SoftwareTokenMfaConfiguration } = before;
  const isKnown = !isGap(orGap(() => factorsOffered(before)));
  return patch(world, 'AWS::Cognito::UserPool', userPoolId, { MfaConfiguration, SoftwareTokenMfaConfiguration: isKnown ? SoftwareTokenMfaConfiguration : { Enabled: true } });
}

function severityIn(pool: AuditedPool, userPoolId: string): Severity {
  const worth = worthBehind(pool, userPoolId);
  const hasGroups = pool.ways.some((way) => isEntered(way) && way.entrance.tier === 'A3' && way.entrance.provider?.userPoolId === userPoolId);
  const isPowerful = worth !== undefined && (worth >= 'K4' || (hasGroups && worth >= 'K3'));
  return isPowerful ? 'medium' : capped('low', worth);
}

/** All that a user pool asks for beside the password is a code that it sends to a telephone. */
function textMessages({ userPool }: Described): Probe {
  const read: Call = auditorAsks('mfa-config', 'cognito-idp:GetUserPoolMfaConfig', { UserPoolId: userPool.Id });
  return {
    title: `The auditor asks for the second factors of ${poolName(userPool)}`,
    people: { auditor: cast.operator },
    calls: [read],
    proves: { ends: 'ok', told: [{ call: 'mfa-config', holds: ({ SoftwareTokenMfaConfiguration, EmailMfaConfiguration }) => SoftwareTokenMfaConfiguration === undefined && EmailMfaConfiguration === undefined }] },
    claim: { severity: 'info', confidence: 'proved', actor: 'anonymous', message: `The only second factor of ${poolName(userPool)} is a text message, which goes to whoever has taken the number over.`, intended: true },
  };
}
