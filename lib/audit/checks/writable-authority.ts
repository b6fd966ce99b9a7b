import type { Call, Input } from '../../engine/scenario';
import { isKept, isWritable, standardAttributes } from '../../engine/user-pool-attributes';
import { isGap } from '../../world/gap';
import type { SchemaAttribute, UserPool, UserPoolClient } from '../../world/resources';
import { get, patch, type World } from '../../world/world';
import { check, type Attempt, type Probe } from '../check';
import type { Confidence, Severity } from '../claim';
import { clientsOf } from '../clients';
import { invitationOnly, notes, notesWorld, onPage, withClient, withRoles, withUserPool } from '../examples';
import { orGap } from '../or-gap';
import { cast, mallory } from '../people';
import { ownAccessToken, plainSignIn } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { cwe, references } from '../references';
import { weighed } from '../severities';
import { letsUsersChangeThemselves } from '../sign-in';
import { confirmCall, newcomer, newName, signUpCall } from '../sign-up';
import { resetsClient } from '../user-pool-edits';
import { describedPool, poolName, sharingClients, trustedUserPools, type Described, type TrustedUserPool } from '../user-pool-subjects';
import { attributeRules } from '../writable-claims';

const schema = (notesWorld.resources['AWS::Cognito::UserPool']?.[notes.userPool] as UserPool).SchemaAttributes ?? [];

/** The notes app with one more attribute, which its client may write. */
function withAttribute(Name: string, more: Partial<SchemaAttribute> = {}, client: Partial<UserPoolClient> = { WriteAttributes: ['email', 'name', Name] }): World {
  return withClient(client, withUserPool({ SchemaAttributes: [...schema, { Name, AttributeDataType: 'String', Mutable: true, ...more }] }));
}

const byRole = withRoles(
  {
    RoleMappings: {
      [`${notes.provider}:${notes.client}`]: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'AuthenticatedRole',
        RulesConfiguration: { Rules: [{ Claim: 'custom:role', MatchType: 'Equals', Value: 'editor', RoleARN: notes.editorsRole }] },
      },
    },
  },
  withAttribute('custom:role'),
);

export const writableAuthority = check<TrustedUserPool>({
  code: 'UPL-03',
  name: 'writable-authority',
  title: 'Users write an attribute that looks like a permission',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium: an application may trust it. One level less where only the undocumented default lets users write it, and where users get no credentials from the identity pool.',
  docs: {
    what: 'The user pool has custom attributes whose names speak of a role, a tenant, a plan or the like, and an app client lets users write them. The check has a user write them, or sign up with them where they can be set only once.',
    why: 'The value stands in the ID token, signed by Cognito, and looks as if somebody had checked it. Editing a profile takes one request with the access token that every user holds, whether or not the application has a page for it.',
    falsePositives: 'Only the names were looked at: the application may show the attribute and decide nothing by it. Attributes by which the identity pool itself gives roles are left to MAP-03.',
    fix: 'Take the attributes from every app client’s list of writable attributes. Let groups, or a function that only administrators reach, say who may do what.',
  },
  references: [references.userAttributes, references.selfSignUp, cwe(915)],
  examples: {
    fails: [
      { title: 'users write their own access level', world: withAttribute('custom:access'), severity: 'medium' },
      { title: 'users say themselves that they are staff', world: withAttribute('custom:isStaff', { AttributeDataType: 'Boolean' }), severity: 'medium' },
      { title: 'newcomers choose their tenant once', world: withAttribute('custom:tenantId', { Mutable: false }), severity: 'medium' },
      { title: 'the client has no list', world: withAttribute('custom:plan', {}, { WriteAttributes: undefined }), severity: 'low' },
      { title: 'users get no credentials', world: withRoles({ Roles: {} }, withAttribute('custom:plan')), severity: 'low' },
    ],
    passes: [
      { title: 'no client may write it', world: withAttribute('custom:access', {}, {}) },
      { title: 'it can be set only once, and nobody signs up', world: invitationOnly(withAttribute('custom:tenantId', { Mutable: false })) },
      { title: 'users sign in on a page without the scope to edit profiles', world: withAttribute('custom:access', {}, { WriteAttributes: ['custom:access'], ...onPage('openid') }) },
      { title: 'its name speaks of something else', world: withAttribute('custom:registeredAt') },
      { title: 'the identity pool gives roles by it, which is MAP-03', world: byRole },
      { title: 'there are no custom attributes', world: notesWorld },
    ],
  },
  subjects: trustedUserPools,
  probes(subject, pool): readonly Attempt[] {
    const trusted = describedPool(pool, subject);
    if (trusted === undefined) return [];
    const attributes = authorityIn(trusted.userPool, pool);
    if (attributes.length === 0) return [];
    const { clients, gaps } = sharingClients(pool, trusted);
    return [...clients.flatMap((writer) => probesBy(writer, attributes, subject, trusted, pool)), ...gaps];
  },
  fix({ provider }, pool, proved) {
    const written = attributesIn(proved);
    const world = clientsOf(pool.world, provider.userPoolId).reduce((changed, { ClientId, WriteAttributes }) => {
      if (WriteAttributes !== undefined && !WriteAttributes.some((name) => written.includes(name))) return changed;
      const writable = WriteAttributes ?? standardAttributes.filter((name) => !isKept(name));
      return patch(changed, 'AWS::Cognito::UserPoolClient', ClientId, { WriteAttributes: writable.filter((name) => !written.includes(name)) });
    }, pool.world);
    return { summary: `Let no app client write ${written.join(', ')}.`, world, warning: resetsClient };
  },
});

/** Words that stand for authority wherever they are in a name, and those that must stand for themselves. */
const anywhere = /role|admin|group|tenant|access|permission/;
const alone = /^(perms?|orgs?|organi[sz]ations?|plan|tier|paid|level|scopes?|is|has|can)$/;

/** Whether a custom attribute's name speaks of what its user may do. */
function speaksOfAuthority(attribute: string): boolean {
  const name = attribute.slice('custom:'.length);
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z]+/);
  return anywhere.test(name.toLowerCase()) || words.some((word) => alone.test(word));
}

/** Attributes that look like a permission, but for those of which MAP-03 speaks. */
function authorityIn({ SchemaAttributes = [], Id }: UserPool, pool: AuditedPool): readonly SchemaAttribute[] {
  const rules = orGap(() => attributeRules(pool));
  const mapped = new Set(isGap(rules) ? [] : rules.flatMap(({ rule, provider }) => (provider.userPoolId === Id ? [rule.Claim] : [])));
  return SchemaAttributes.filter(({ Name, DeveloperOnlyAttribute }) => Name.startsWith('custom:') && DeveloperOnlyAttribute !== true && !mapped.has(Name) && speaksOfAuthority(Name));
}

function probesBy(writer: UserPoolClient, attributes: readonly SchemaAttribute[], subject: TrustedUserPool, trusted: Described, pool: AuditedPool): readonly Probe[] {
  const listed = attributes.filter(({ Name }) => isWritable(writer, Name));
  const kinds = [
    { chosen: listed.length > 0 ? listed : attributes, confidence: 'proved' as const },
    // What a client without a list may write besides the standard attributes, sources disagree about (audit-rules G11).
    ...(writer.WriteAttributes === undefined ? [{ chosen: attributes, confidence: 'contested' as const }] : []),
  ];
  return kinds.flatMap(({ chosen, confidence }) => {
    const changeable = chosen.filter(({ Mutable }) => Mutable !== false);
    const fixed = chosen.filter(({ Mutable }) => Mutable === false);
    return [
      ...(changeable.length > 0 ? changeProbes(writer, changeable, confidence, subject, trusted, pool) : []),
      ...(fixed.length > 0 ? signUpProbes(writer, fixed, confidence, subject, trusted, pool) : []),
    ];
  });
}

const changes = 'update-attributes';
const signsUp = 'sign-up';

/** Somebody who is signed in changes their own attributes, and goes to the identity pool. */
function changeProbes(writer: UserPoolClient, attributes: readonly SchemaAttribute[], confidence: Confidence, { provider }: TrustedUserPool, { client, userPool }: Described, pool: AuditedPool): readonly Probe[] {
  const start = ownAccessToken(writer, userPool, mallory, 'first-');
  const again = plainSignIn(client, userPool, mallory);
  const update: Call = { id: changes, by: 'mallory', operation: 'cognito-idp:UpdateUserAttributes', input: { AccessToken: start.accessToken, UserAttributes: attributes.map(withValue) } };
  const prepare = (world: World): World => withWritable(again.prepare(start.prepare(world)), writer, attributes, confidence);
  return both(userPool, writer, attributes, confidence, (claim, isWhole): Probe => ({
    title: `A user writes ${namesOf(attributes)} through ${writer.ClientName ?? writer.ClientId}`,
    prepare,
    people: { mallory: cast.user },
    calls: [...start.calls, update, ...(isWhole ? [...again.calls, ...credentialCalls(pool, provider, again.idToken)] : [])],
    proves: { ends: 'ok' },
    ...(letsUsersChangeThemselves(writer) ? {} : { otherwise: `Tokens of ${writer.ClientName ?? writer.ClientId} let nobody edit their profile.` }),
    claim,
  }));
}

/** Somebody signs up with attributes that can be set only then. */
function signUpProbes(writer: UserPoolClient, attributes: readonly SchemaAttribute[], confidence: Confidence, { provider }: TrustedUserPool, { client, userPool }: Described, pool: AuditedPool): readonly Probe[] {
  const call = signUpCall(userPool, writer);
  const given = call.input.UserAttributes as readonly Input[];
  const signUp: Call = { ...call, input: { ...call.input, UserAttributes: [...given, ...attributes.map(withValue)] } };
  const signIn = plainSignIn(client, userPool, { email: newName(userPool), password: newcomer.password });
  return both(userPool, writer, attributes, confidence, (claim, isWhole): Probe => ({
    title: `Somebody signs up with ${namesOf(attributes)}`,
    prepare: (world) => withWritable(signIn.prepare(world), writer, attributes, confidence),
    people: { mallory: cast.newcomer },
    calls: [signUp, ...(isWhole ? [confirmCall(userPool, writer), ...signIn.calls, ...credentialCalls(pool, provider, signIn.idToken)] : [])],
    proves: { ends: 'ok' },
    claim: { ...claim, actor: 'self-registered' },
  }));
}

/** The writing alone, and the writing with what the identity pool then gives. */
function both(userPool: UserPool, writer: UserPoolClient, attributes: readonly SchemaAttribute[], confidence: Confidence, probe: (claim: Probe['claim'], isWhole: boolean) => Probe): readonly Probe[] {
  const message = `Users of ${poolName(userPool)} can write ${namesOf(attributes)} themselves through ${writer.ClientName ?? writer.ClientId}; the application may trust what it says.`;
  const claim = (severity: Severity): Probe['claim'] => ({ severity: weighed(severity, confidence), confidence, actor: 'signed-in', message });
  return [probe(claim('low'), false), probe(claim('medium'), true)];
}

function withWritable(world: World, { ClientId }: UserPoolClient, attributes: readonly SchemaAttribute[], confidence: Confidence): World {
  const client = get(world, 'AWS::Cognito::UserPoolClient', ClientId);
  if (confidence !== 'contested' || client === undefined || client.WriteAttributes !== undefined) return world;
  return patch(world, 'AWS::Cognito::UserPoolClient', ClientId, { WriteAttributes: [...standardAttributes, ...attributes.map(({ Name }) => Name)] });
}

function withValue({ Name, AttributeDataType }: SchemaAttribute): { readonly Name: string; readonly Value: string } {
  return { Name, Value: AttributeDataType === 'Number' ? '1' : AttributeDataType === 'Boolean' ? 'true' : 'admin' };
}

const namesOf = (attributes: readonly SchemaAttribute[]): string => attributes.map(({ Name }) => Name).join(', ');

/** The custom attributes that a proof wrote. */
function attributesIn({ calls }: Probe): readonly string[] {
  const input = calls.find(({ id }) => id === changes || id === signsUp)?.input;
  return ((input?.UserAttributes ?? []) as readonly { readonly Name: string }[]).map(({ Name }) => Name).filter((name) => name.startsWith('custom:'));
}
