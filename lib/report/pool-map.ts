import { orGap } from '../audit/or-gap';
import type { AuditedPool } from '../audit/pool';
import { isEntered } from '../audit/pool';
import { rolesInScope } from '../audit/roles';
import { roleNameOf } from '../engine/authorization';
import { capabilityOf } from '../iam/reach/capability';
import { isGap } from '../world/gap';
import { get } from '../world/world';

/** The picture of one pool: who comes in, by which role, to what. */
export interface PoolMap {
  readonly pool: { readonly id: string; readonly name: string; readonly note: string };
  readonly sources: readonly MapNode[];
  readonly roles: readonly MapNode[];
  readonly reaches: readonly MapNode[];
  /** From a source to a role, through the pool. */
  readonly ways: readonly MapWay[];
  /** From a role to what it reaches. */
  readonly grants: readonly { readonly role: string; readonly reach: string; readonly bad: boolean }[];
}

export interface MapNode {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly kind: 'user-pool' | 'provider' | 'guest' | 'untrusted' | 'role' | 'dormant' | 'reach';
  /** Reached by more than should. */
  readonly bad: boolean;
}

export interface MapWay {
  readonly source: string;
  readonly role: string;
  readonly flow: 'enhanced' | 'classic';
  readonly anonymous: boolean;
  /** A way that a finding is about. */
  readonly bad: boolean;
}

/**
 * Draws up what the audit found out about a pool. What could not be read is said in the node's own line.
 * @param badRoles names of the roles that critical or high findings are about
 */
export function mapOf(pool: AuditedPool, badRoles: ReadonlySet<string>): PoolMap {
  const ways = waysOf(pool, badRoles);
  const scope = orGap(() => rolesInScope(pool));
  const arns = isGap(scope) ? ways.map(({ role }) => role) : [...scope.arns].filter((arn) => scope.own.has(arn) || ways.some(({ role }) => role === arn));
  const own = isGap(scope) ? new Set(arns) : scope.own;
  const roles = arns.map((arn): MapNode => {
    const mine = ways.filter(({ role }) => role === arn);
    const detail = own.has(arn) ? (mine.length === 0 ? 'nobody gets it' : whoGets(mine)) : 'not attached, trusts this pool';
    return { id: arn, title: roleNameOf(arn), detail, kind: own.has(arn) ? 'role' : 'dormant', bad: badRoles.has(roleNameOf(arn)) };
  });
  const reaches = new Map<string, MapNode>();
  const grants: { role: string; reach: string; bad: boolean }[] = [];
  for (const { id: arn, bad: badRole } of roles) {
    for (const node of reachesOf(pool, arn, badRole)) {
      reaches.set(node.id, { ...node, bad: node.bad || (reaches.get(node.id)?.bad ?? false) });
      grants.push({ role: arn, reach: node.id, bad: node.bad });
    }
  }
  return { pool: describePool(pool), sources: sourcesOf(pool, ways), roles, reaches: [...reaches.values()], ways, grants };
}

function describePool(pool: AuditedPool): PoolMap['pool'] {
  const notes = { on: 'classic flow is on', unset: 'classic flow never set', off: 'classic flow is off', 'held by role mappings': 'role mappings' } as const;
  const classic = orGap(() => pool.classic);
  return { id: pool.id, name: pool.pool.IdentityPoolName, note: isGap(classic) ? 'roles were not read' : notes[classic] };
}

function waysOf(pool: AuditedPool, badRoles: ReadonlySet<string>): readonly MapWay[] {
  const ways = new Map<string, MapWay>();
  const attachment = orGap(() => pool.attachment);
  const guestRole = attachment === undefined || isGap(attachment) ? undefined : attachment.Roles?.unauthenticated;
  for (const way of pool.ways) {
    if (!isEntered(way)) continue;
    const { entrance, roleArn: role } = way;
    const source = entrance.provider?.mapping ?? 'guest';
    const anonymous = entrance.tier === 'A0';
    const key = `${source} ${role}`;
    const meant = role === guestRole;
    if (ways.has(key)) continue;
    ways.set(key, { source, role, flow: entrance.flow, anonymous, bad: anonymous && !meant && badRoles.has(roleNameOf(role)) });
  }
  return [...ways.values()];
}

function sourcesOf(pool: AuditedPool, ways: readonly MapWay[]): readonly MapNode[] {
  const providers = orGap(() => pool.providers);
  const trusted = isGap(providers)
    ? []
    : providers.map((provider): MapNode => ({
        id: provider.mapping,
        title: provider.kind === 'user pool' ? `User pool${clientOf(pool, provider.audience)}` : provider.name,
        detail: provider.kind === 'user pool' ? (provider.userPoolId ?? provider.name) : provider.kind === 'social' ? 'anyone with an account there' : 'OpenID provider',
        kind: provider.kind === 'user pool' ? 'user-pool' : 'provider',
        bad: false,
      }));
  const guests = pool.pool.AllowUnauthenticatedIdentities;
  const guest: MapNode = { id: 'guest', title: 'Nobody signed in', detail: guests ? 'guest access is on' : 'guest access is off', kind: 'guest', bad: ways.some(({ anonymous, bad }) => anonymous && bad) };
  const missing = pool.expectations
    .filter(({ userPoolId, clientId }) => userPoolId !== undefined && !trusted.some(({ id }) => id.includes(userPoolId) && id.includes(clientId ?? '')))
    .map(({ userPoolId }): MapNode => ({ id: `missing ${userPoolId}`, title: 'The app’s user pool', detail: 'not on the trusted list', kind: 'untrusted', bad: false }));
  return [...trusted, ...missing, guest];
}

/** The app client's name, if one is known. */
function clientOf(pool: AuditedPool, id: string): string {
  const client = orGap(() => get(pool.world, 'AWS::Cognito::UserPoolClient', id));
  if (isGap(client)) return '';
  return client === undefined ? ', a deleted client' : `, ${client.ClientName ?? id}`;
}

function whoGets(ways: readonly MapWay[]): string {
  const anonymous = ways.some((way) => way.anonymous);
  const users = ways.some((way) => !way.anonymous);
  if (anonymous && users) return 'guests and users get it';
  return anonymous ? 'guests get it' : 'signed-in users get it';
}

const kinds = 3;

/** The few most telling things that a role reaches, worst first. */
function reachesOf(pool: AuditedPool, arn: string, badRole: boolean): readonly MapNode[] {
  const entered = pool.reachedRoles.find((role) => role.arn === arn)?.ways[0];
  if (entered === undefined) return [];
  const reach = orGap(() => pool.reach(entered));
  if (isGap(reach)) return [{ id: `unread ${arn}`, title: 'not read', detail: reach.unread, kind: 'reach', bad: false }];
  const seen = new Map<string, MapNode>();
  for (const { action, grant, capability } of capabilityOf(reach).reasons) {
    const { title, service } = nameOf(grant.resource, action);
    const id = `${service} ${title}`;
    const wide = grant.scope !== 'own';
    const bad = badRole && wide && capability >= 'K3';
    if (seen.has(id) || seen.size >= kinds) continue;
    seen.set(id, { id, title, detail: `${action}${wide ? '' : ', own only'}`, kind: 'reach', bad });
  }
  return [...seen.values()];
}

/** `arn:aws:s3:::notes-photos/*` → `notes-photos/*`; a bare `*` is everything of the service. */
function nameOf(resource: string, action: string): { readonly title: string; readonly service: string } {
  const service = action.slice(0, action.indexOf(':'));
  if (resource === '*') return { title: `everything in ${service}`, service };
  const name = resource.startsWith('arn:') ? resource.split(':').slice(5).join(':') : resource;
  return { title: name.replace('${cognito-identity.amazonaws.com:sub}', '{identity}') || `all of ${service}`, service };
}
