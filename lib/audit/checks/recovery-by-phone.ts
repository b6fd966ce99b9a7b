import type { Input } from '../../engine/scenario';
import { factorsOffered } from '../../engine/user-pool-mfa';
import { isGap } from '../../world/gap';
import type { UserPool } from '../../world/resources';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { allow, notesWorld, signedInRole, withPolicy, withUserPool } from '../examples';
import { orGap } from '../or-gap';
import { alice, cast } from '../people';
import { plainly } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { weighed } from '../severities';
import { userPoolFix } from '../user-pool-edits';
import { describedPool, poolName, trustedUserPools, type Described, type TrustedUserPool } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const byText = { MfaConfiguration: 'OPTIONAL', SmsMfaConfiguration: { SmsConfiguration: {} } } as const;
const recovering = (...names: readonly string[]): Partial<UserPool> => ({ AccountRecoverySetting: { RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })) } });
const texts = (fields: Partial<UserPool>, world = readsAll) => withUserPool({ ...byText, ...fields }, world);

export const recoveryByPhone = check<TrustedUserPool>({
  code: 'UPL-19',
  name: 'recovery-by-phone',
  title: 'One telephone is both the second factor and the way to a new password',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Low; a remark when a session reaches only what is the user’s own. One level less where the user pool says nothing of recovery, since it is not clear what AWS then does.',
  docs: {
    what: 'Users may have text messages as their second factor, and the user pool sends the code for a new password to the telephone first. The check has somebody ask for a new password of Alice’s, and looks where the code goes.',
    why: 'Whoever has taken over the number then needs nothing else: the first message sets a password, the second confirms it. Two factors have become one.',
    falsePositives: 'Where the user pool says nothing of recovery, AWS prefers the telephone too, and is said to leave it out for users whose second factor it is: the finding is then contested. It is silent where text messages are no second factor.',
    fix: 'Recover by e-mail first, or let an authenticator be the second factor.',
  },
  references: [{ title: 'Amazon Cognito: recovering user accounts', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html' }, references.userPoolSecurity, cwe(640)],
  examples: {
    fails: [
      { title: 'the telephone comes first', world: texts(recovering('verified_phone_number', 'verified_email')), severity: 'low' },
      { title: 'the user pool says nothing', world: texts({}), severity: 'info' },
      { title: 'sessions reach what is the user’s own', world: texts(recovering('verified_phone_number'), notesWorld), severity: 'info' },
    ],
    passes: [
      { title: 'e-mail comes first', world: texts(recovering('verified_email', 'verified_phone_number')) },
      { title: 'only administrators help', world: texts(recovering('admin_only')) },
      { title: 'the second factor is an authenticator', world: withUserPool({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true }, ...recovering('verified_phone_number') }, readsAll) },
      { title: 'there is no second factor', world: notesWorld },
    ],
  },
  subjects: trustedUserPools,
  probes(subject, pool): readonly Attempt[] {
    const found = describedPool(pool, subject);
    if (found === undefined) return [];
    const offered = orGap(() => factorsOffered(found.userPool));
    return isGap(offered) ? [offered] : [recovery(found, subject, pool, offered.includes('SMS_MFA'))];
  },
  fix({ provider }, pool) {
    const AccountRecoverySetting = { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] };
    return userPoolFix(pool.world, provider.userPoolId, { AccountRecoverySetting }, 'Recover by e-mail.', 'Users without a verified e-mail address need an administrator from then on.');
  },
});

const number = '+15555550142';

/** Somebody who reads Alice’s text messages asks for a new password of hers. */
function recovery({ userPool, client }: Described, { provider }: TrustedUserPool, pool: AuditedPool, isSecondFactor: boolean): Probe {
  return {
    title: 'Somebody asks for a new password in Alice’s name',
    prepare: (world) => plainly(world, userPool.Id, { phone_number: number, phone_number_verified: 'true' }),
    people: { mallory: { ...cast.anyone, name: 'Mallory', detail: 'reads Alice’s text messages' } },
    calls: [{ id: 'forgot-password', by: 'mallory', operation: 'cognito-idp:ForgotPassword', input: { ClientId: client.ClientId, Username: alice.email, ...secretHash(client) } }],
    proves: { ends: 'ok', told: [{ call: 'forgot-password', holds: ({ CodeDeliveryDetails }) => isSecondFactor && (CodeDeliveryDetails as { readonly DeliveryMedium?: string }).DeliveryMedium === 'SMS' }] },
    otherwise: isSecondFactor ? 'The code for a new password goes elsewhere than the second factor.' : 'No text message is a second factor here.',
    claim: claimOf(userPool, capped('low', worthBehind(pool, provider.userPoolId))),
  };
}

function secretHash({ ClientId, ClientSecret }: Described['client']): Input {
  return ClientSecret === undefined ? {} : { SecretHash: { $secretHash: { secret: ClientSecret, username: alice.email, clientId: ClientId } } };
}

function claimOf(userPool: UserPool, severity: Claim['severity']): Claim {
  const confidence = userPool.AccountRecoverySetting === undefined ? 'contested' : 'proved';
  return {
    severity: weighed(severity, confidence),
    confidence,
    actor: 'anonymous',
    message: `Whoever reads a user’s text messages gets past both the password and the second factor of ${poolName(userPool)}.`,
  };
}
