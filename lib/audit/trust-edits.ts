import { poolIssuer } from '../engine/identity-token';
import { read } from '../world/gap';
import { get, patch, type World } from '../world/world';
import { asObject, listOf, statementsIn, type StatementObject } from './policy-edits';
import { isMisspeltKey, isMisspeltPrincipal } from './trusted-pools';

/** What a trust policy should ask of an identity pool's token. */
export interface TrustConditions {
  /** Ids of the identity pools; left as it is when undefined. */
  readonly aud?: readonly string[];
  /** One of the two states, or names of providers. */
  readonly amr?: 'authenticated' | 'unauthenticated' | readonly string[];
}

/** The account where a role asks this of identity pools' tokens. Statements about other principals stay. @throws NotRead */
export function withTrustConditions(world: World, roleName: string, conditions: TrustConditions): World | undefined {
  const { keys } = poolIssuer(world.partition, world.region);
  return editTrust(world, roleName, (statement) => [{ ...statement, Condition: conditioned(statement, keys, conditions) }]);
}

export type Amr = NonNullable<TrustConditions['amr']>;

/** What lets the holders of an identity pool's tokens have a role, with principal tags if they carry any. */
export function poolStatement({ partition, region }: Pick<World, 'partition' | 'region'>, poolId: string, amr: readonly Amr[], tags: boolean): StatementObject {
  const { principal, keys } = poolIssuer(partition, region);
  return {
    Effect: 'Allow',
    Principal: { Federated: principal },
    Action: tags ? ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] : 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${keys}:aud`]: poolId }, 'ForAnyValue:StringLike': { [`${keys}:amr`]: amr.length === 1 ? amr[0] : amr } },
  };
}

/** The account where a role's trust policy says this as well. @throws NotRead */
export function withTrustStatement(world: World, roleName: string, statement: StatementObject): World | undefined {
  const role = get(world, 'AWS::IAM::Role', roleName);
  if (role === undefined) return undefined;
  const document = asObject(read(role.AssumeRolePolicyDocument));
  return patch(world, 'AWS::IAM::Role', roleName, { AssumeRolePolicyDocument: { ...document, Statement: [...statementsIn(document), statement] } });
}

/** The account where whoever gets a role from an identity pool may bring principal tags. @throws NotRead */
export function withTagSession(world: World, roleName: string): World | undefined {
  return editTrust(world, roleName, (statement) => {
    const actions = listOf(statement.Action);
    return actions.includes('sts:TagSession') ? [statement] : [{ ...statement, Action: [...actions, 'sts:TagSession'] }];
  });
}

/** The account where no identity pool gets this role any more. @throws NotRead */
export function withoutCognitoTrust(world: World, roleName: string): World | undefined {
  return editTrust(world, roleName, () => []);
}

/** The account where a role's trust policy spells identity pools as its partition does. @throws NotRead */
export function withSpelling(world: World, roleName: string): World | undefined {
  const { principal, keys } = poolIssuer(world.partition, world.region);
  const spelled = (name: string): string => (isMisspeltPrincipal(name, world) ? principal : name);
  const spelledKey = (key: string): string => (isMisspeltKey(key, world) ? `${keys}${key.slice(key.indexOf(':'))}` : key);
  return editStatements(world, roleName, (statement) => {
    const { Federated } = (statement.Principal ?? {}) as { readonly Federated?: string | readonly string[] };
    const Principal = Federated === undefined ? {} : { Principal: { ...(statement.Principal as object), Federated: typeof Federated === 'string' ? spelled(Federated) : Federated.map(spelled) } };
    const rows = Object.entries((statement.Condition ?? {}) as ConditionBlock).map(([operator, row]) => {
      return [operator, Object.fromEntries(Object.entries(row).map(([key, value]) => [spelledKey(key), value]))] as const;
    });
    return [{ ...statement, ...Principal, ...(rows.length === 0 ? {} : { Condition: Object.fromEntries(rows) }) }];
  });
}

/** The account where one statement of a role's trust policy lets in identity pools, if it did, and nobody else. @throws NotRead */
export function withoutOtherTrust(world: World, roleName: string, index: number): World | undefined {
  const { principal } = poolIssuer(world.partition, world.region);
  return editStatements(world, roleName, (statement, at) => {
    if (at !== index) return [statement];
    const { NotPrincipal: _inverted, ...rest } = statement;
    return trustsIdentityPools(statement.Principal) && rest.Action !== 'sts:AssumeRole' ? [{ ...rest, Principal: { Federated: principal } }] : [];
  });
}

function editTrust(world: World, roleName: string, edit: (statement: StatementObject) => readonly StatementObject[]): World | undefined {
  return editStatements(world, roleName, (statement) => (statement.Effect === 'Allow' && trustsIdentityPools(statement.Principal) ? edit(statement) : [statement]));
}

function editStatements(world: World, roleName: string, edit: (statement: StatementObject, at: number) => readonly StatementObject[]): World | undefined {
  const role = get(world, 'AWS::IAM::Role', roleName);
  if (role === undefined) return undefined;
  const document = asObject(read(role.AssumeRolePolicyDocument));
  const statements = statementsIn(document).flatMap(edit);
  // IAM refuses a trust policy without any statement.
  const Statement = statements.length > 0 ? statements : [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }];
  return patch(world, 'AWS::IAM::Role', roleName, { AssumeRolePolicyDocument: { ...document, Statement } });
}

function trustsIdentityPools(principal: unknown): boolean {
  if (principal === '*') return true;
  const { Federated } = (principal ?? {}) as { readonly Federated?: string | readonly string[] };
  const names = Array.isArray(Federated) ? (Federated as readonly string[]) : [Federated as string | undefined];
  return names.some((name) => name === '*' || name?.startsWith('cognito-identity'));
}

type ConditionBlock = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function conditioned(statement: StatementObject, keys: string, { aud, amr }: TrustConditions): ConditionBlock {
  let block = (statement.Condition ?? {}) as ConditionBlock;
  if (aud !== undefined) block = withRow(without(block, `${keys}:aud`), 'StringEquals', `${keys}:aud`, aud.length === 1 ? aud[0] : aud);
  if (amr !== undefined) block = withRow(without(block, `${keys}:amr`), 'ForAnyValue:StringLike', `${keys}:amr`, typeof amr !== 'string' && amr.length === 1 ? amr[0] : amr);
  return block;
}

function without(block: ConditionBlock, key: string): ConditionBlock {
  const rows = Object.entries(block).map(([operator, row]) => {
    const kept = Object.entries(row).filter(([name]) => name.toLowerCase() !== key.toLowerCase());
    return [operator, Object.fromEntries(kept)] as const;
  });
  return Object.fromEntries(rows.filter(([, row]) => Object.keys(row).length > 0));
}

function withRow(block: ConditionBlock, operator: string, key: string, value: unknown): ConditionBlock {
  return { ...block, [operator]: { ...block[operator], [key]: value } };
}
