import { get, patch } from '../../world/world';
import { check, type Attempt } from '../check';
import { notes, notesWorld, onPage, withClient, withRoles, withUserPool } from '../examples';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { attributeRules, isAddress, writeAndAscend, type AttributeRule } from '../writable-claims';

const byEmail = withRoles({
  RoleMappings: {
    [`${notes.provider}:${notes.client}`]: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'Deny',
      RulesConfiguration: { Rules: [{ Claim: 'email', MatchType: 'Equals', Value: 'editor@notes.example', RoleARN: notes.editorsRole }] },
    },
  },
});
const unproven = { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] } };

export const roleByUnverifiedAddress = check<AttributeRule>({
  code: 'MAP-05',
  name: 'role-by-unverified-address',
  title: 'A role follows from an address that nobody proved to have',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'High: any user can claim anybody’s address.',
  docs: {
    what: 'A mapping rule gives a role by e-mail address or phone number, and the user pool lets users change theirs before they have shown that the new one is theirs. The check has a user change the address, sign in anew and take the role.',
    why: 'After the change the ID token carries the new address, with email_verified false. Rules look at the one claim and not at the other.',
    falsePositives: 'The finding is silent when the user pool keeps the old address until the new one is verified, or when no app client may write it.',
    fix: 'Keep the old address until the new one is verified (AttributesRequireVerificationBeforeUpdate), and verify addresses automatically.',
  },
  references: [references.roleMapping, references.userAttributes, cwe(290), cwe(345)],
  examples: {
    fails: [
      { title: 'a new address counts at once', world: withUserPool(unproven, byEmail), severity: 'high' },
      { title: 'the setting was never made', world: withUserPool({ UserAttributeUpdateSettings: undefined }, byEmail), severity: 'high' },
      { title: 'users sign in on a hosted page', world: withUserPool(unproven, withClient(onPage('openid', 'email', 'aws.cognito.signin.user.admin'), byEmail)), severity: 'high' },
    ],
    passes: [
      { title: 'the old address counts until the new one is verified', world: byEmail },
      { title: 'no client may write the address', world: withUserPool(unproven, withClient({ WriteAttributes: ['name'] }, byEmail)) },
      { title: 'there are no rules', world: notesWorld },
    ],
  },
  subjects: (pool) => attributeRules(pool).filter(isAddress),
  probes(subject, pool): readonly Attempt[] {
    const tier = pool.tierOf(subject.provider);
    const { rule } = subject;
    return writeAndAscend(subject, pool, () => ({
      severity: 'high',
      confidence: 'proved',
      actor: tier === 'A1' ? 'self-registered' : 'signed-in',
      message: `${tier === 'A1' ? 'Anyone who signs up' : 'Every signed-in user'} can take the role ${nameOf(rule.RoleARN)} by claiming somebody else’s ${rule.Claim === 'email' ? 'e-mail address' : 'phone number'}.`,
    }));
  },
  fix({ rule, provider }, pool) {
    const userPool = get(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId);
    if (userPool === undefined) return undefined;
    const { AutoVerifiedAttributes = [], UserAttributeUpdateSettings = {} } = userPool;
    const settings = UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate ?? [];
    const world = patch(pool.world, 'AWS::Cognito::UserPool', provider.userPoolId, {
      AutoVerifiedAttributes: [...new Set([...AutoVerifiedAttributes, rule.Claim])],
      UserAttributeUpdateSettings: { ...UserAttributeUpdateSettings, AttributesRequireVerificationBeforeUpdate: [...new Set([...settings, rule.Claim])] },
    });
    return {
      summary: `Keep a user’s old ${rule.Claim} until the new one is verified.`,
      world,
      warning: 'UpdateUserPool resets whatever it is not given. The command below sends the user pool as it was read; compare it with the pool as it is now before you run it.',
    };
  },
});
