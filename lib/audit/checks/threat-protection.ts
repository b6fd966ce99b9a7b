import { poolArn } from '../../engine/user-pool';
import { isGap } from '../../world/gap';
import type { UserPool } from '../../world/resources';
import { get, put } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import type { Claim } from '../claim';
import { allow, invitationOnly, notes, notesWorld, signedInRole, withClient, withPolicy, withUserPool } from '../examples';
import { auditorAsks } from '../login-probes';
import { orGap } from '../or-gap';
import { cast } from '../people';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { userPoolFix } from '../user-pool-edits';
import { describedPool, hasLocalPasswords, isMeantForLocalUsers, poolName, sharingClients, trustedUserPools, type TrustedUserPool } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const thisUserPool = poolArn(notesWorld, notes.userPool);
const mode = (AdvancedSecurityMode: string) => withUserPool({ UserPoolAddOns: { AdvancedSecurityMode } }, readsAll);

export const threatProtection = check<TrustedUserPool>({
  code: 'UPL-18',
  name: 'threat-protection',
  title: 'Nothing stops whoever tries passwords',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Low, and plausible where nobody may tell whether a web ACL does it; a remark when a session reaches only what is the user’s own, everybody needs a second factor, or all are meant to come from another provider.',
  docs: {
    what: 'Threat protection of the user pool is off, or only takes notes, and no web ACL stands before it. The check asks AWS for the user pool’s settings, and AWS WAF for the web ACL.',
    why: 'AWS slows down who guesses one user’s password. It takes threat protection, or a web ACL with a rate limit, to stop who tries one leaked password for each of many users, or signs in from where the user never was.',
    falsePositives: 'It costs money by the user, and for many applications a second factor is the better choice. A web ACL counts whatever its rules are. Where nobody may ask for it, the finding is plausible. User pools without passwords are left alone.',
    fix: 'Set threat protection to full function (ENFORCED), which needs the Plus tier, or put a web ACL with a rate limit before the user pool.',
  },
  references: [{ title: 'Amazon Cognito: advanced security with threat protection', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-threat-protection.html' }, references.userPoolSecurity, cwe(307)],
  examples: {
    fails: [
      { title: 'the setting was never made', world: readsAll, severity: 'low' },
      { title: 'nobody may ask for a web ACL', world: put(readsAll, 'AWS::WAFv2::WebACLAssociation', thisUserPool, { unread: 'wafv2:GetWebACLForResource: AccessDenied' }), severity: 'low' },
      { title: 'it only takes notes', world: mode('AUDIT'), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: notesWorld, severity: 'info' },
      { title: 'users are meant to come from another provider, and the API takes passwords too', world: withClient({ SupportedIdentityProviders: ['Work'] }, invitationOnly(readsAll)), severity: 'info' },
    ],
    passes: [
      { title: 'a web ACL stands before the user pool', world: put(readsAll, 'AWS::WAFv2::WebACLAssociation', thisUserPool, { ResourceArn: thisUserPool, WebACLArn: `arn:aws:wafv2:${notes.region}:${notes.account}:regional/webacl/sign-in/0a1b2c3d` }) },
      { title: 'threat protection acts', world: mode('ENFORCED') },
      { title: 'everybody needs a second factor', world: withUserPool({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } }, readsAll) },
      { title: 'everybody comes from another provider', world: withClient({ SupportedIdentityProviders: ['Work'], ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }, readsAll) },
    ],
  },
  subjects: trustedUserPools,
  probes(subject, pool): readonly Attempt[] {
    const found = describedPool(pool, subject);
    if (found === undefined) return [];
    const { clients, gaps } = sharingClients(pool, found);
    return hasLocalPasswords(found.userPool, clients) ? [settings(found.userPool, pool, gaps.length > 0 || isMeantForLocalUsers(found.userPool, clients))] : gaps;
  },
  fix: ({ provider }, pool) =>
    userPoolFix(pool.world, provider.userPoolId, { UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' }, UserPoolTier: 'PLUS' }, 'Have threat protection act.', 'The Plus tier is paid by the active user. A web ACL with a rate limit is another way.'),
});

function settings(userPool: UserPool, pool: AuditedPool, isMeant: boolean): Probe {
  const ResourceArn = userPool.Arn ?? poolArn(pool.world, userPool.Id);
  const isKnown = !isGap(orGap(() => get(pool.world, 'AWS::WAFv2::WebACLAssociation', ResourceArn)));
  return {
    title: `The auditor asks for the settings of ${poolName(userPool)}${isKnown ? ', and for the web ACL before it' : ''}`,
    people: { auditor: cast.operator },
    calls: [
      auditorAsks('describe-user-pool', 'cognito-idp:DescribeUserPool', { UserPoolId: userPool.Id }),
      ...(isKnown ? [auditorAsks('web-acl', 'wafv2:GetWebACLForResource', { ResourceArn })] : []),
    ],
    proves: {
      ends: 'ok',
      told: [
        { call: 'describe-user-pool', holds: ({ UserPool: told }) => (told as UserPool).UserPoolAddOns?.AdvancedSecurityMode !== 'ENFORCED' },
        ...(isKnown ? [{ call: 'web-acl', holds: ({ WebACL }: Readonly<Record<string, unknown>>) => WebACL === undefined }] : []),
      ],
    },
    otherwise: `Threat protection of ${poolName(userPool)} acts, or a web ACL stands before it.`,
    claim: isMeant ? claimOf(userPool, pool, isKnown) : { ...claimOf(userPool, pool, isKnown), severity: 'info' },
  };
}

function claimOf(userPool: UserPool, pool: AuditedPool, isKnown: boolean): Claim {
  const isAudit = userPool.UserPoolAddOns?.AdvancedSecurityMode === 'AUDIT';
  const message = `Threat protection of ${poolName(userPool)} ${isAudit ? 'only takes notes' : 'is off'}${isKnown ? ', and no web ACL stands before it' : ''}: whoever tries leaked passwords for many users is not stopped.`;
  const sureness = isKnown ? ({ confidence: 'proved' } as const) : ({ confidence: 'plausible', unread: ['whether a web ACL stands before the user pool'] } as const);
  const shared = { actor: 'anonymous', message, ...sureness } as const;
  if (userPool.MfaConfiguration === 'ON') return { ...shared, severity: 'info', message: `${message} Everybody needs a second factor.`, intended: true };
  return { ...shared, severity: capped('low', worthBehind(pool, userPool.Id)) };
}
