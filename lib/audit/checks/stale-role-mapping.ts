import { userPoolIn } from '../../engine/user-pool';
import { isGap } from '../../world/gap';
import type { RoleMapping } from '../../world/resources';
import { patch, put } from '../../world/world';
import { entranceArrival, toldOtherRole, whoAmI } from '../arrivals';
import { check, type Attempt, type Fix, type Subject } from '../check';
import type { Claim } from '../claim';
import type { Entrance } from '../entrances';
import { notes, notesWorld, tokenMapping, withRoles } from '../examples';
import { auditorAsks, userPoolProviders } from '../login-probes';
import { orGap } from '../or-gap';
import { cast, type LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { withoutTags } from '../pool-edits';
import { references } from '../references';
import { claimsFor, groupsOf, nameOf } from '../roles';

interface KeyedMapping extends Subject {
  readonly key: string;
  readonly mapping: RoleMapping;
}

const before = '0a0b0c0d0e0f0a0b0c0d0e0f0a';
const staleKey = { [`${notes.provider}:${before}`]: tokenMapping[`${notes.provider}:${notes.client}`] as RoleMapping };
const native = put(notesWorld, 'AWS::Cognito::UserPoolClient', before, { ClientId: before, UserPoolId: notes.userPool, ClientName: 'notes-native' });

export const staleRoleMapping = check<KeyedMapping>({
  code: 'MAP-11',
  name: 'stale-role-mapping',
  title: 'A role mapping is for a provider that the pool does not trust',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'Medium: users get the default role instead of the mapped one. A remark where another app client of the same user pool is mapped in the same way.',
  docs: {
    what: 'A role mapping’s key, a user pool with an app client, a social provider’s host or a provider’s ARN, is none of the pool’s providers. The check signs in a user of the app client that took its place, with the group or claim that the mapping asks for; where there is none, it presents a login of the provider that the key names.',
    why: 'After an app client was replaced, its mapping stays under the old client’s name, and AWS does not say so. Groups and rules stop working, for everybody and without an error: users of the new client get the default role.',
    falsePositives: 'Amplify writes one mapping each for its native and its web client, and may trust only one of the two; that is a remark. A mapping that gives the default role anyway makes no difference.',
    fix: 'Move the mapping to the app client that the pool trusts, or take it away.',
  },
  references: [references.roleMapping, references.providers],
  examples: {
    fails: [
      { title: 'the app client was replaced', world: withRoles({ RoleMappings: staleKey }), severity: 'medium' },
      { title: 'a rule is for the app client before', world: withRoles({ RoleMappings: { [`${notes.provider}:${before}`]: { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules: [{ Claim: 'name', MatchType: 'Equals', Value: 'Ana', RoleARN: notes.editorsRole }] } } } }), severity: 'medium' },
      { title: 'the social provider was taken away', world: withRoles({ RoleMappings: { ...tokenMapping, 'accounts.google.com': { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [{ Claim: 'email', MatchType: 'Equals', Value: 'ana@notes.example', RoleARN: notes.editorsRole }] } } } }), severity: 'medium' },
    ],
    passes: [
      { title: 'the mapping is for the trusted app client', world: withRoles({ RoleMappings: tokenMapping }) },
      { title: 'Amplify’s native client is mapped and not trusted', world: withRoles({ RoleMappings: { ...tokenMapping, ...staleKey } }, native) },
      { title: 'the mapping of the old client gives the default role', world: withRoles({ RoleMappings: { [`${notes.provider}:${before}`]: { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules: [{ Claim: 'name', MatchType: 'Equals', Value: 'Ana', RoleARN: notes.signedInRole }] } } } }) },
    ],
  },
  subjects: (pool) =>
    Object.entries(pool.attachment?.RoleMappings ?? {}).map(([key, mapping]) => ({ key, mapping, resource: { type: 'AWS::Cognito::IdentityPoolRoleAttachment', id: `${pool.id} ${key}` } })),
  probes({ key, mapping }, pool): readonly Attempt[] {
    const own = pool.providers.find((provider) => provider.mapping === key);
    const heir = own ?? successor(key, pool);
    if (heir === undefined) return [refusedLogin(key, mapping, pool)];
    const chosen = orGap(() => someChoice(mapping, heir, pool));
    if (isGap(chosen)) return [chosen];
    if (chosen === undefined) return [];
    const { claims, roleArn } = chosen;
    const entrance: Entrance = { ...pool.signedIn(heir), id: `mapped ${key}`, claims, who: 'a user whom the mapping speaks of' };
    const arrival = entranceArrival(entrance);
    return [
      {
        ...arrival,
        title: `A user whom the mapping of ${key} speaks of signs in through ${heir.mapping}`,
        calls: [...arrival.calls, whoAmI],
        proves: { ends: 'ok', told: [toldOtherRole(roleArn)] },
        otherwise: own === undefined ? `Users of ${heir.mapping} get the role ${nameOf(roleArn)} all the same.` : `The mapping of ${key} gives its users the role ${nameOf(roleArn)}.`,
        claim: { severity: 'medium', confidence: 'proved', actor: 'claim-holder', message: `The role mapping for ${key} does nothing: users come through ${heir.mapping}, and do not get the role ${nameOf(roleArn)} that it speaks of.` },
      },
    ];
  },
  fix({ key, mapping }, pool): Fix | undefined {
    const { RoleMappings = {} } = pool.attachment ?? {};
    const { [key]: _stale, ...kept } = RoleMappings;
    const heir = successor(key, pool);
    const moved = heir === undefined ? kept : { ...kept, [heir.mapping]: mapping };
    const world = patch(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { RoleMappings: Object.keys(moved).length === 0 ? undefined : moved });
    return {
      summary: heir === undefined ? `Take the role mapping for ${key} away.` : `Move the role mapping from ${key} to ${heir.mapping}.`,
      world,
      ...(Object.keys(moved).length === 0 && pool.pool.AllowClassicFlow !== false ? { warning: 'Without any role mapping the basic (classic) flow works again. Set AllowClassicFlow to false first.' } : {}),
    };
  },
});

/** A provider of the same user pool that has no mapping of its own. */
function successor(key: string, pool: AuditedPool): LoginProvider | undefined {
  const live = new Set(pool.liveProviders.map(({ mapping }) => mapping));
  return userPoolProviders(pool).find(({ name, mapping }) => key.startsWith(`${name}:`) && live.has(mapping) && pool.attachment?.RoleMappings?.[mapping] === undefined);
}

/** A user whom the mapping gives a role: by its first rule, or as a member of a group. @throws NotRead */
function someChoice(mapping: RoleMapping, provider: LoginProvider, pool: AuditedPool): { readonly claims: Readonly<Record<string, unknown>>; readonly roleArn: string } | undefined {
  const [rule] = mapping.RulesConfiguration?.Rules ?? [];
  if (rule !== undefined) return { claims: claimsFor(rule), roleArn: rule.RoleARN };
  return groupsOf(pool.world, provider).flatMap(({ GroupName, RoleArn }) => {
    if (RoleArn === undefined) return [];
    return [{ claims: { 'cognito:groups': [GroupName], 'cognito:roles': [RoleArn], 'cognito:preferred_role': RoleArn }, roleArn: RoleArn }];
  })[0];
}

/** The mapping is there, and the pool takes no login of its provider. */
function refusedLogin(key: string, mapping: RoleMapping, pool: AuditedPool): Attempt {
  const provider = providerIn(key);
  const entrance: Entrance = { ...pool.signedIn(provider), id: `stale ${key}` };
  const arrival = entranceArrival(entrance);
  const others = Object.entries(pool.attachment?.RoleMappings ?? {}).filter(([other]) => other !== key && pool.providers.some((one) => one.mapping === other && one.name === provider.name));
  const twin = others.some(([, other]) => JSON.stringify(other) === JSON.stringify(mapping));
  const message = `The role mapping for ${key} does nothing: the pool does not trust that provider.`;
  const claim: Claim = twin ? { severity: 'info', confidence: 'proved', actor: 'claim-holder', message: `${message} Its user pool is mapped in the same way through another app client.`, intended: true } : { severity: 'medium', confidence: 'proved', actor: 'claim-holder', message };
  return {
    ...arrival,
    title: `The auditor reads the mapping for ${key}; a user of that provider presents a login`,
    prepare: (world) => withoutTags(arrival.prepare?.(world) ?? world, pool.id, provider.name),
    people: { ...arrival.people, auditor: cast.operator },
    calls: [auditorAsks('get-roles', 'cognito-identity:GetIdentityPoolRoles', { IdentityPoolId: pool.id }), ...arrival.calls],
    proves: { ends: ['NotAuthorizedException'], told: [{ call: 'get-roles', holds: ({ RoleMappings }) => Object.hasOwn((RoleMappings ?? {}) as object, key) }] },
    otherwise: `The pool takes logins of ${key}.`,
    claim,
  };
}

/** The provider that a mapping's key names, though the pool does not list it. */
function providerIn(key: string): LoginProvider {
  if (key.includes(':saml-provider/')) return { name: key, kind: 'SAML', audience: '', mapping: key };
  if (key.includes(':oidc-provider/')) return { name: key.slice(key.indexOf(':oidc-provider/') + ':oidc-provider/'.length), kind: 'OIDC', audience: 'someclient', mapping: key };
  if (!key.startsWith('cognito-idp')) return { name: key, kind: 'social', audience: 'someapp', mapping: key };
  const colon = key.lastIndexOf(':');
  const name = key.slice(0, colon);
  return { name, kind: 'user pool', audience: key.slice(colon + 1), userPoolId: userPoolIn(name), mapping: key };
}
