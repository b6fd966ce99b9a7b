import { notesWorld, notes, onPage, withClient, withRoles, withUserPool, withPolicy, editorsRole, allow } from '../examples';
import { check, type Attempt } from '../check';
import { orGap } from '../or-gap';
import { isEntered, type AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { weighed, worstOf } from '../severities';
import { attributeRules, fixWritable, isAddress, writeAndAscend, type AttributeRule } from '../writable-claims';
import type { UserPool, UserPoolClient } from '../../world/resources';
import type { World } from '../../world/world';
import { isGap } from '../../world/gap';

const mapping = {
  RoleMappings: {
    [`${notes.provider}:${notes.client}`]: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'AuthenticatedRole',
      RulesConfiguration: { Rules: [{ Claim: 'custom:role', MatchType: 'Equals', Value: 'editor', RoleARN: notes.editorsRole }] },
    },
  },
} as const;

const schema = (notesWorld.resources['AWS::Cognito::UserPool']?.[notes.userPool] as UserPool).SchemaAttributes ?? [];

/** The notes app where an attribute of the user decides who is an editor. */
function byAttribute(fields: Partial<UserPoolClient>, more: object = { Mutable: true }): World {
  const pool = withUserPool({ SchemaAttributes: [...schema, { Name: 'custom:role', AttributeDataType: 'String', ...more }] }, withRoles(mapping));
  return withClient({ ReadAttributes: ['email', 'name', 'custom:role'], ...fields }, pool);
}

const writable = { WriteAttributes: ['email', 'name', 'custom:role'] };

export const roleByWritableClaim = check<AttributeRule>({
  code: 'MAP-03',
  name: 'role-by-writable-claim',
  title: 'A role follows from a claim that users write themselves',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'High; critical when whoever signs up can become an administrator. One level less where only the undocumented default lets users write the attribute.',
  docs: {
    what: 'A mapping rule gives a role by an attribute that some app client of the user pool lets its users write. The check has a user write the value that the rule asks for, sign in anew and take the role.',
    why: 'Whoever may edit the claim chooses the role. Editing a profile takes one request that the application’s own pages need not offer: the access token that they hold is enough. A token of any other client of the same user pool does it too.',
    falsePositives: 'An attribute that a federated sign-in overwrites is safe for federated users, and not for those of the user pool itself. What a trigger writes into the token cannot be judged from here and is unknown. Where a client has no list of writable attributes, sources differ about custom ones: the finding is then contested.',
    fix: 'Take the attribute from every client’s list of writable attributes, or decide by groups, which only administrators change.',
  },
  references: [references.roleMapping, references.userAttributes, cwe(915), cwe(639), cwe(269)],
  examples: {
    fails: [
      { title: 'the app client may write the attribute', world: byAttribute(writable), severity: 'high' },
      { title: 'it gives an administrator’s role', world: withPolicy(editorsRole, [allow('*')], byAttribute(writable)), severity: 'critical' },
      { title: 'the client has no list', world: byAttribute({ WriteAttributes: undefined }), severity: 'medium' },
      { title: 'only SRP is switched on', world: byAttribute({ ...writable, ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }), severity: 'high' },
      { title: 'users sign in on a hosted page that may edit profiles', world: byAttribute({ ...writable, ...onPage('openid', 'aws.cognito.signin.user.admin') }), severity: 'high' },
    ],
    passes: [
      { title: 'no client may write the attribute', world: byAttribute({ WriteAttributes: ['email', 'name'] }) },
      { title: 'the attribute cannot change', world: byAttribute(writable, { Mutable: false }) },
      { title: 'users sign in on a hosted page without the scope to edit profiles', world: byAttribute({ ...writable, ...onPage('openid') }) },
      { title: 'there are no rules', world: notesWorld },
    ],
  },
  subjects: (pool) => attributeRules(pool).filter((rule) => !isAddress(rule)),
  probes(subject, pool): readonly Attempt[] {
    const { rule, provider } = subject;
    const tier = pool.tierOf(provider);
    const severity = tier === 'A1' && isAdministrator(pool, subject) ? 'critical' : 'high';
    return writeAndAscend(subject, pool, (writer, contested) => {
      const confidence = contested ? 'contested' : 'proved';
      return {
        severity: weighed(severity, confidence),
        confidence,
        actor: tier === 'A1' ? 'self-registered' : 'signed-in',
        message: `${tier === 'A1' ? 'Anyone who signs up' : 'Every signed-in user'} can give themselves the role ${nameOf(rule.RoleARN)} by writing ${rule.Claim} through the app client ${writer.ClientName ?? writer.ClientId}.`,
      };
    });
  },
  fix: ({ rule, provider }, pool) => fixWritable({ claim: rule.Claim, provider }, pool),
});

function isAdministrator(pool: AuditedPool, { rule }: AttributeRule): boolean {
  const way = pool.ways.find((one) => isEntered(one) && one.roleArn === rule.RoleARN);
  if (way === undefined || !isEntered(way)) return false;
  const worst = orGap(() => worstOf(pool.reach(way)));
  return !isGap(worst) && worst[0]?.capability === 'K5';
}
