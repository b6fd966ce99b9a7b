import { schemaOf } from '../../engine/user-pool-attributes';
import type { UserPool, UserPoolClient } from '../../world/resources';
import { get, type World } from '../../world/world';
import { check, type Attempt } from '../check';
import { invitationOnly, notes, notesWorld, withClient, withRoles, withUserPool } from '../examples';
import { cwe, references } from '../references';
import { nameOf, valueFor } from '../roles';
import { weighed } from '../severities';
import { signUpAndAscend } from '../sign-up-claims';
import { attributeRules, fixWritable, isAddress, type AttributeRule } from '../writable-claims';

const mapping = {
  RoleMappings: {
    [`${notes.provider}:${notes.client}`]: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'AuthenticatedRole',
      RulesConfiguration: { Rules: [{ Claim: 'custom:tenant', MatchType: 'Equals', Value: 'lighthouse', RoleARN: notes.editorsRole }] },
    },
  },
} as const;

const schema = (notesWorld.resources['AWS::Cognito::UserPool']?.[notes.userPool] as UserPool).SchemaAttributes ?? [];

/** The notes app where an attribute that cannot change decides who is an editor. */
function byTenant(fields: Partial<UserPoolClient>, pool: Partial<UserPool> = {}): World {
  const withTenant = withUserPool({ SchemaAttributes: [...schema, { Name: 'custom:tenant', AttributeDataType: 'String', Mutable: false }], ...pool }, withRoles(mapping));
  return withClient({ ReadAttributes: ['email', 'name', 'custom:tenant'], ...fields }, withTenant);
}

const writable = { WriteAttributes: ['email', 'name', 'custom:tenant'] };
const trigger = { LambdaConfig: { PreSignUp: `arn:aws:lambda:${notes.region}:${notes.account}:function:gate` } };

export const roleBySignUpClaim = check<AttributeRule>({
  code: 'MAP-04',
  name: 'role-by-sign-up-claim',
  title: 'A role follows from a claim that people choose when they sign up',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'High. One level less where only the undocumented default lets clients write the attribute; plausible where a PreSignUp trigger may turn people away.',
  docs: {
    what: 'A mapping rule gives a role by an attribute that the schema calls immutable, some app client may write it, and the user pool lets people sign up. The check has somebody sign up with the value that the rule asks for, confirm, sign in and take the role.',
    why: 'Immutable means that the value stays, not that it is right: whoever writes it first chooses it. The sign-up page need not offer the field, since the request goes to the user pool without the page.',
    falsePositives: 'A PreSignUp trigger may reject or overwrite what people say; its code cannot be read from here, and the finding is then plausible. An attribute that may change is another finding (MAP-03).',
    fix: 'Take the attribute from every client’s list of writable attributes, and have administrators or a trusted backend set it.',
  },
  references: [references.roleMapping, references.userAttributes, cwe(915)],
  examples: {
    fails: [
      { title: 'the app client may write the attribute', world: byTenant(writable), severity: 'high' },
      { title: 'the client has no list', world: byTenant({ WriteAttributes: undefined }), severity: 'medium' },
      { title: 'a PreSignUp trigger looks at who signs up', world: byTenant(writable, trigger), severity: 'high' },
    ],
    passes: [
      { title: 'no client may write the attribute', world: byTenant({ WriteAttributes: ['email', 'name'] }) },
      { title: 'only administrators create users', world: invitationOnly(byTenant(writable)) },
      { title: 'there are no rules', world: notesWorld },
    ],
  },
  subjects: (pool) =>
    attributeRules(pool).filter((subject) => {
      const userPool = get(pool.world, 'AWS::Cognito::UserPool', subject.provider.userPoolId);
      return !isAddress(subject) && userPool !== undefined && schemaOf(userPool, subject.rule.Claim)?.Mutable === false;
    }),
  probes({ rule, provider }, pool): readonly Attempt[] {
    const value = valueFor(rule);
    const title = `Somebody signs up with ${rule.Claim} “${value}” and asks for ${nameOf(rule.RoleARN)}`;
    return signUpAndAscend({ provider, attributes: { [rule.Claim]: value }, title, roleArn: rule.RoleARN }, pool, ({ client, contested, unread }) => {
      const confidence = contested ? 'contested' : unread === undefined ? 'proved' : 'plausible';
      return {
        severity: weighed('high', confidence),
        confidence,
        actor: 'self-registered',
        message: `Anyone can sign up with ${rule.Claim} “${value}” through the app client ${client.ClientName ?? client.ClientId} and take the role ${nameOf(rule.RoleARN)}.`,
        ...(unread === undefined ? {} : { unread: [unread] }),
      };
    });
  },
  fix: ({ rule, provider }, pool) => fixWritable({ claim: rule.Claim, provider }, pool),
});
