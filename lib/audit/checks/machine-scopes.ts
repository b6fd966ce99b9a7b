import { from, type Call } from '../../engine/scenario';
import { isGap } from '../../world/gap';
import type { MappingRule, RoleMapping, UserPoolClient } from '../../world/resources';
import { patch, put, type World } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import { clientsOf } from '../clients';
import { allow, notes, notesWorld, signedInRole, withPolicy, withRoles, withUserPool } from '../examples';
import { auditorAsks, userPoolProviders } from '../login-probes';
import { orGap } from '../or-gap';
import { cast } from '../people';
import type { AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { cwe, references } from '../references';
import { valueFor } from '../roles';
import { domainOf, withPages } from '../sign-in-pages';
import { describedPool, type Described, type UserPoolProvider } from '../user-pool-subjects';
import { capped, worthBehind } from '../user-pool-worth';

/** A mapping rule that looks at what only access tokens say. */
interface ScopeRule extends Subject {
  readonly provider: UserPoolProvider;
  readonly rule: MappingRule;
}

/** Claims of access tokens, which an identity pool never sees. */
const ofAccessTokens = new Set(['scope', 'client_id']);

const machine: UserPoolClient = {
  ClientId: '6machinec11ent000000000000',
  UserPoolId: notes.userPool,
  ClientName: 'notes-nightly',
  ClientSecret: 'REDACTED',
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['client_credentials'],
  AllowedOAuthScopes: ['notes/edit'],
};
const readsAll = withPolicy(signedInRole, [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')]);
const shared = (Claim: string, world: World = readsAll): World => {
  const Rules = [
    { Claim, MatchType: 'Equals' as const, Value: Claim === 'client_id' ? machine.ClientId : 'notes/edit', RoleARN: notes.editorsRole },
    { Claim: 'custom:department', MatchType: 'Equals' as const, Value: 'editing', RoleARN: notes.editorsRole },
  ];
  return withRoles({ RoleMappings: { [`${notes.provider}:${notes.client}`]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules } } } }, world);
};
const withMachine = (world: World): World => put(world, 'AWS::Cognito::UserPoolClient', machine.ClientId, machine);

export const machineScopes = check<ScopeRule>({
  code: 'UPL-23',
  name: 'machine-scopes',
  title: 'A rule that is meant for programs, which get no credentials here',
  resource: 'AWS::Cognito::IdentityPoolRoleAttachment',
  severityRule: 'Low; a remark when a session reaches only what is the user’s own.',
  docs: {
    what: 'The user pool gives tokens to programs (client_credentials) as well as to people, and a mapping rule looks at scope or client_id. The check has a program take its token to the identity pool.',
    why: 'Programs get access tokens alone, and an identity pool takes only ID tokens, which have neither claim. The rule never matches: whoever wrote it believes that scopes decide about roles, and they do not. Should a trigger ever add the claim for people, it decides about them.',
    falsePositives: 'A PreTokenGeneration trigger may put such a claim into ID tokens on purpose; its code cannot be read from here. That programs and people share a user pool is no finding by itself.',
    fix: 'Take the rule away, and give programs a role of their own without an identity pool (IAM Roles Anywhere, an OIDC provider, their execution role).',
  },
  references: [references.roleMapping, references.userPoolTokens, cwe(863)],
  examples: {
    fails: [
      { title: 'a rule looks at a scope', world: withMachine(shared('scope')), severity: 'low' },
      { title: 'a rule looks at the client’s ID', world: withMachine(shared('client_id')), severity: 'low' },
      { title: 'sessions reach what is the user’s own', world: withMachine(withPolicy('notes-editors', [], shared('scope', notesWorld))), severity: 'info' },
    ],
    passes: [
      { title: 'there are no programs', world: shared('scope') },
      { title: 'programs and people share a user pool, and no rule looks at scopes', world: withMachine(shared('custom:team')) },
      { title: 'there are no rules', world: withMachine(withUserPool({}, notesWorld)) },
    ],
  },
  subjects: (pool) => {
    const mappings = pool.attachment?.RoleMappings ?? {};
    return userPoolProviders(pool).flatMap((provider) =>
      rulesOf(mappings[provider.mapping])
        .filter(({ Claim }) => ofAccessTokens.has(Claim))
        .map((rule): ScopeRule => ({ provider, rule, resource: { type: 'AWS::Cognito::IdentityPoolRoleAttachment', id: `${pool.id} ${provider.mapping} ${rule.Claim}` } })),
    );
  },
  probes(subject, pool): readonly Attempt[] {
    const found = describedPool(pool, { provider: subject.provider, resource: { type: 'AWS::Cognito::UserPool', id: subject.provider.userPoolId } });
    if (found === undefined) return [];
    const clients = orGap(() => clientsOf(pool.world, subject.provider.userPoolId));
    if (isGap(clients)) return [clients];
    const programs = clients.filter(({ AllowedOAuthFlows = [] }) => AllowedOAuthFlows.includes('client_credentials')).sort((a, b) => (a.ClientId < b.ClientId ? -1 : 1));
    return [arrival(programs[0] ?? found.client, subject, found, pool)];
  },
  fix({ provider, rule }, pool) {
    const mappings = pool.attachment?.RoleMappings ?? {};
    const mapping = mappings[provider.mapping];
    const Rules = rulesOf(mapping).filter((one) => one !== rule);
    // Without any rule there is no mapping, and what it denies would be allowed again.
    if (mapping === undefined || Rules.length === 0) return undefined;
    const RoleMappings = { ...mappings, [provider.mapping]: { ...mapping, RulesConfiguration: { Rules } } };
    const world = patch(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { RoleMappings });
    return { summary: `Take away the rule about ${rule.Claim}.`, world, closes: [`rule ${provider.mapping} ${rule.Claim} ${valueFor(rule)} ${rule.RoleARN}`] };
  },
});

function rulesOf(mapping: RoleMapping | undefined): readonly MappingRule[] {
  return mapping?.RulesConfiguration?.Rules ?? [];
}

/** A program gets a token from the user pool, and takes it to the identity pool. */
function arrival(client: UserPoolClient, { provider, rule }: ScopeRule, { userPool }: Described, pool: AuditedPool): Probe {
  const name = client.ClientName ?? client.ClientId;
  const asked: Call = {
    id: 'tokens',
    by: 'program',
    operation: 'cognito-idp:Token_POST',
    input: { Domain: domainOf(userPool), grant_type: 'client_credentials', client_id: client.ClientId, ...(client.ClientSecret === undefined ? {} : { client_secret: client.ClientSecret }) },
  };
  const [getId] = credentialCalls(pool, provider, from('tokens', 'access_token'), 'program');
  const rules = auditorAsks('get-roles', 'cognito-identity:GetIdentityPoolRoles', { IdentityPoolId: pool.id });
  return {
    title: `The program ${name} takes its token to the identity pool`,
    prepare: (world) => withServers(withPages(world, userPool, client), client),
    people: { program: { name: 'A program', kind: 'backend', detail: name }, auditor: cast.operator },
    calls: [rules, asked, ...(getId === undefined ? [] : [{ ...getId, goesOn: true as const }])],
    proves: {
      ends: 'ok',
      refused: [{ call: 'get-id' }],
      told: [{ call: 'get-roles', holds: ({ RoleMappings }) => rulesOf((RoleMappings as Readonly<Record<string, RoleMapping>> | undefined)?.[provider.mapping]).some(({ Claim, RoleARN }) => Claim === rule.Claim && RoleARN === rule.RoleARN) }],
    },
    otherwise: 'No rule waits for a program’s token.',
    claim: {
      severity: capped('low', worthBehind(pool, provider.userPoolId)),
      confidence: 'proved',
      actor: 'claim-holder',
      message: `A rule gives a role by ${rule.Claim}, which only access tokens have: programs such as ${name} get no credentials by it, and it never matches.`,
    },
  };
}

/** The account with the resource servers that the client’s scopes belong to. */
function withServers(world: World, { UserPoolId, AllowedOAuthScopes = [] }: UserPoolClient): World {
  const servers = new Map<string, readonly string[]>();
  for (const scope of AllowedOAuthScopes) {
    const slash = scope.lastIndexOf('/');
    if (slash > 0) servers.set(scope.slice(0, slash), [...(servers.get(scope.slice(0, slash)) ?? []), scope.slice(slash + 1)]);
  }
  return [...servers].reduce((ready, [Identifier, names]) => put(ready, 'AWS::Cognito::UserPoolResourceServer', `${UserPoolId}/${Identifier}`, { UserPoolId, Identifier, Scopes: names.map((ScopeName) => ({ ScopeName })) }), world);
}
