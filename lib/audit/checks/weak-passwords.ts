import type { UserPool } from '../../world/resources';
import { check, type Attempt, type Probe } from '../check';
import type { Claim, Severity } from '../claim';
import { allow, notesWorld, signedInRole, withClient, withPolicy, withUserPool } from '../examples';
import { alice, cast } from '../people';
import { plainSignIn } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { passwordPolicyOf, userPoolFix } from '../user-pool-edits';
import { describedPool, hasLocalPasswords, poolName, sharingClients, trustedUserPools, type Described, type TrustedUserPool } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const policy = (MinimumLength: number, classes: boolean, world = readsAll) =>
  withUserPool({ Policies: { PasswordPolicy: { MinimumLength, RequireUppercase: classes, RequireLowercase: classes, RequireNumbers: classes, RequireSymbols: classes } } }, world);

/** Passwords that nobody should have, from the worst on. */
const weak: readonly { readonly password: string; readonly severity: Severity; readonly says: string }[] = [
  { password: 'summer', severity: 'medium', says: 'six small letters' },
  { password: 'password', severity: 'low', says: 'the word “password”' },
  { password: 'Summe1!', severity: 'low', says: 'seven characters' },
];

export const weakPasswords = check<TrustedUserPool>({
  code: 'UPL-08',
  name: 'weak-passwords',
  title: 'Passwords that are easily guessed',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium when six small letters will do, low when a password may have fewer than eight characters or be “password”; a remark when a session reaches only what is the user’s own, or where threat protection refuses passwords that are known to have leaked.',
  docs: {
    what: 'The check has Alice change her password to six small letters, to “password” and to seven characters.',
    why: 'Such passwords are at the top of every list that is tried. AWS slows down who guesses for one user, and not who tries one password for each of many.',
    falsePositives: 'Length does more than kinds of characters: a policy that asks for twelve characters and nothing else is a good one, and is no finding. User pools without passwords, or whose users come from other providers, are left alone.',
    fix: 'Ask for at least twelve characters; kinds of characters then matter little.',
  },
  references: [{ title: 'Amazon Cognito: password requirements', url: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html' }, references.userPoolSecurity, cwe(521)],
  examples: {
    fails: [
      { title: 'six characters of any kind will do', world: policy(6, false), severity: 'medium' },
      { title: 'eight characters of any kind will do', world: policy(8, false), severity: 'low' },
      { title: 'six characters of each kind will do', world: policy(6, true), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: policy(6, false, notesWorld), severity: 'info' },
    ],
    passes: [
      { title: 'the policy is AWS’s own', world: readsAll },
      { title: 'twelve characters of any kind will do', world: policy(12, false) },
      { title: 'threat protection refuses what has leaked', world: withUserPool({ UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' } }, policy(6, false)) },
      { title: 'everybody comes from another provider', world: withClient({ SupportedIdentityProviders: ['Work'], ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] }, policy(6, false)) },
    ],
  },
  subjects: trustedUserPools,
  probes(subject, pool): readonly Attempt[] {
    const found = describedPool(pool, subject);
    if (found === undefined) return [];
    const { clients, gaps } = sharingClients(pool, found);
    return hasLocalPasswords(found.userPool, clients) ? weak.map((one) => change(one, found, subject, pool)) : gaps;
  },
  fix({ provider }, pool) {
    const userPool = describedPool(pool, { provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } })?.userPool;
    if (userPool === undefined) return undefined;
    const PasswordPolicy = { ...passwordPolicyOf(userPool), MinimumLength: 12 };
    return userPoolFix(pool.world, userPool.Id, { Policies: { ...userPool.Policies, PasswordPolicy } }, 'Ask for twelve characters at least.', 'Users keep the password that they have until they change it.');
  },
});

function change({ password, severity, says }: (typeof weak)[number], { userPool, client }: Described, { provider }: TrustedUserPool, pool: AuditedPool): Probe {
  const signIn = plainSignIn(client, userPool, alice, 'alice');
  return {
    title: `Alice changes her password to “${password}”`,
    prepare: signIn.prepare,
    people: { alice: cast.alice },
    calls: [...signIn.calls, { id: 'change-password', by: 'alice', operation: 'cognito-idp:ChangePassword', input: { AccessToken: signIn.accessToken, PreviousPassword: alice.password, ProposedPassword: password } }],
    proves: { ends: 'ok' },
    claim: claimOf(userPool, says, capped(severity, worthBehind(pool, provider.userPoolId))),
  };
}

function claimOf(userPool: UserPool, says: string, severity: Severity): Claim {
  const message = `A password of ${poolName(userPool)} may be ${says}.`;
  if (userPool.UserPoolAddOns?.AdvancedSecurityMode !== 'ENFORCED') return { severity, confidence: 'proved', actor: 'anonymous', message };
  return { severity: 'info', confidence: 'proved', actor: 'anonymous', message: `${message} Threat protection is on, which can refuse those that have leaked.`, intended: true };
}
