import { configurationOf } from '../engine/outside-provider';
import { publicKeysOf, userPoolIn, userPoolOfIssuer } from '../engine/user-pool';
import { triggersOf } from '../engine/user-pool-triggers';
import type { CognitoIdentityProvider, IdentityPool, UserPool } from '../world/resources';
import { policyDocument } from './policy-document';
import { DescribeTrails, GetEventSelectors } from './reads-cloudtrail';
import { DescribeIdentityPool, GetIdentityPoolRoles, GetPrincipalTagAttributeMap, ListIdentities, ListIdentityPools, rolesNamedIn, tagSources } from './reads-cognito-identity';
import {
  DescribeIdentityProvider,
  DescribeUserPool,
  DescribeUserPoolClient,
  GetUserPoolMfaConfig,
  ListGroups,
  ListIdentityProviders,
  ListUserPoolClients,
} from './reads-cognito-idp';
import { GetOpenIDConnectProvider, GetSAMLProvider, ListRoles } from './reads-iam';
import type { Recorder } from './recorder';
import { GetFunctionConfiguration, GetFunctionPolicy, GetJwks, GetOpenIdConfiguration } from './reads-resources';
import { RoleWalk, whatRolesName } from './walk-roles';

/** Above so many roles or pools, IAM is asked for everything in a few calls instead of role by role. */
const manyRoles = 20;
const manyPools = 10;

export interface WalkOptions {
  /** The identity pools to read, instead of all there are. */
  readonly pools?: readonly string[];
  /** Whether to ask for the public keys of user pools that are not in the account, and whether the issuers of other providers exist. */
  readonly publicKeys?: boolean;
}

/**
 * Reads from the identity pools outward: their providers and roles, what the roles allow, and what those policies name.
 * Whatever does not depend on another answer is asked at once.
 */
export async function walk(recorder: Recorder, regions: readonly [string, ...string[]], { pools: named, publicKeys = false }: WalkOptions = {}): Promise<void> {
  const account = new AccountWalk(recorder, regions[0], publicKeys);
  const trusting = account.rolesThatTrustCognito();
  const listed = Promise.all((named === undefined ? regions : regionsOf(named)).map((region) => account.poolsIn(region)));
  const pools = listed.then((lists) => named ?? lists.flat());
  const roles = new RoleWalk(recorder, regions[0], isMuch(pools, trusting));
  await Promise.all([
    pools.then((ids) => Promise.all(ids.map(async (id) => roles.readAll(await account.identityPool(id))))),
    trusting.then((names) => roles.readAll(names)),
    ...regions.map((region) => account.trailsIn(region)),
  ]);
  await whatRolesName(recorder, regions, roles);
}

async function isMuch(pools: Promise<readonly string[]>, roles: Promise<readonly string[]>): Promise<boolean> {
  return (await pools).length > manyPools || (await roles).length > manyRoles;
}

const regionsOf = (pools: readonly string[]): readonly string[] => [...new Set(pools.map(regionOf))];

/** Ids of identity pools and of user pools begin with their region. */
const regionOf = (id: string): string => id.split(/[:_]/)[0] ?? id;

const nameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);

/** The identity pools and what they trust. */
class AccountWalk {
  private readonly userPools = new Map<string, Promise<readonly string[]>>();

  constructor(
    private readonly recorder: Recorder,
    private readonly home: string,
    private readonly publicKeys: boolean,
  ) {}

  async poolsIn(region: string): Promise<readonly string[]> {
    const { pages } = await this.recorder.askAll(ListIdentityPools, region, {});
    return pages.flatMap(({ IdentityPools }) => IdentityPools.map(({ IdentityPoolId }) => IdentityPoolId));
  }

  /** The trails that record what happens in a region, those of the organization too. */
  async trailsIn(region: string): Promise<void> {
    const answer = await this.recorder.ask(DescribeTrails, region, { includeShadowTrails: true });
    await Promise.all((answer?.trailList ?? []).map(({ TrailARN, HomeRegion = region }) => this.recorder.ask(GetEventSelectors, HomeRegion, { TrailName: TrailARN })));
  }

  async rolesThatTrustCognito(): Promise<readonly string[]> {
    const { pages } = await this.recorder.askAll(ListRoles, this.home, {});
    return pages.flatMap(({ Roles }) => Roles.filter(({ AssumeRolePolicyDocument: trust }) => mentionsCognito(trust)).map(({ RoleName }) => RoleName));
  }

  /** @returns the names of the roles that the pool or its users' groups may give */
  async identityPool(IdentityPoolId: string): Promise<readonly string[]> {
    const region = regionOf(IdentityPoolId);
    const [pool, roles] = await Promise.all([
      this.recorder.ask(DescribeIdentityPool, region, { IdentityPoolId }),
      this.recorder.ask(GetIdentityPoolRoles, region, { IdentityPoolId }),
    ]);
    const groupRoles = pool === undefined ? [] : await this.providers(pool, region);
    return [...rolesNamedIn(roles ?? {}).map(nameOf), ...groupRoles];
  }

  private async providers(pool: IdentityPool, region: string): Promise<readonly string[]> {
    const { IdentityPoolId, CognitoIdentityProviders = [], OpenIdConnectProviderARNs = [], SamlProviderARNs = [] } = pool;
    const sources = tagSources(pool);
    // Of one provider alone, nobody asks whether people use it.
    const sample = sources.length > 1 ? [this.recorder.ask(ListIdentities, region, { IdentityPoolId, MaxResults: 60 }).then(() => [])] : [];
    const groupRoles = await Promise.all([
      ...sample,
      ...CognitoIdentityProviders.map((provider) => this.userPoolProvider(provider)),
      ...sources.map(async (IdentityProviderName) => {
        await this.recorder.ask(GetPrincipalTagAttributeMap, region, { IdentityPoolId, IdentityProviderName });
        return [];
      }),
      ...OpenIdConnectProviderARNs.map((arn) => this.oidcProvider(arn)),
      ...SamlProviderARNs.map(async (SAMLProviderArn) => {
        await this.recorder.ask(GetSAMLProvider, this.home, { SAMLProviderArn });
        return [];
      }),
    ]);
    return groupRoles.flat();
  }

  /** @returns the names of the roles of its users' groups, where it stands for a user pool */
  private async oidcProvider(OpenIDConnectProviderArn: string): Promise<readonly string[]> {
    const provider = await this.recorder.ask(GetOpenIDConnectProvider, this.home, { OpenIDConnectProviderArn });
    const ProviderName = OpenIDConnectProviderArn.slice(OpenIDConnectProviderArn.indexOf('/') + 1);
    if (userPoolOfIssuer(ProviderName) === undefined) {
      if (this.publicKeys) await this.recorder.ask(GetOpenIdConfiguration, this.home, { Url: configurationOf(ProviderName) });
      return [];
    }
    const groupRoles = await Promise.all((provider?.ClientIDList ?? []).map((ClientId) => this.userPoolProvider({ ProviderName, ClientId })));
    return groupRoles.flat();
  }

  private async userPoolProvider({ ProviderName = '', ClientId = '' }: CognitoIdentityProvider): Promise<readonly string[]> {
    const UserPoolId = userPoolIn(ProviderName);
    const known = this.userPools.get(UserPoolId) ?? this.userPool(UserPoolId);
    this.userPools.set(UserPoolId, known);
    // Also when it is not in the list: that it is gone is worth being told by AWS.
    await this.recorder.ask(DescribeUserPoolClient, regionOf(UserPoolId), { UserPoolId, ClientId });
    return known;
  }

  /** @returns the names of the roles of its groups and of the functions that it runs */
  private async userPool(UserPoolId: string): Promise<readonly string[]> {
    const region = regionOf(UserPoolId);
    const { recorder } = this;
    const clients = recorder.askAll(ListUserPoolClients, region, { UserPoolId }).then(({ pages }) =>
      Promise.all(
        pages.flatMap(({ UserPoolClients }) => UserPoolClients.map(({ ClientId }) => recorder.ask(DescribeUserPoolClient, region, { UserPoolId, ClientId }))),
      ),
    );
    const providers = recorder.askAll(ListIdentityProviders, region, { UserPoolId }).then(({ pages }) =>
      Promise.all(
        pages.flatMap(({ Providers }) => Providers.map(({ ProviderName }) => recorder.ask(DescribeIdentityProvider, region, { UserPoolId, ProviderName }))),
      ),
    );
    const [groups, functionRoles] = await Promise.all([
      recorder.askAll(ListGroups, region, { UserPoolId }),
      this.describeUserPool(UserPoolId, region),
      clients,
      providers,
    ]);
    return [...groups.pages.flatMap(({ Groups }) => Groups.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [nameOf(RoleArn)]))), ...functionRoles];
  }

  /** @returns the names of the roles of the functions that it runs */
  private async describeUserPool(UserPoolId: string, region: string): Promise<readonly string[]> {
    const { recorder } = this;
    const described = await recorder.ask(DescribeUserPool, region, { UserPoolId });
    if (described === undefined) {
      if (this.publicKeys && (await recorder.isAbsent(DescribeUserPool, region, { UserPoolId }))) await recorder.ask(GetJwks, region, { Url: publicKeysOf(UserPoolId) });
      return [];
    }
    const pool = described.UserPool as UserPool;
    const [roles] = await Promise.all([
      Promise.all(triggerFunctionsOf(pool).map((arn) => this.triggerFunction(arn))),
      (pool.MfaConfiguration ?? 'OFF') === 'OFF' ? undefined : recorder.ask(GetUserPoolMfaConfig, region, { UserPoolId }),
      this.publicKeys && pool.CustomDomain !== undefined ? recorder.ask(GetOpenIdConfiguration, region, { Url: configurationOf(pool.CustomDomain) }) : undefined,
    ]);
    return roles.flat();
  }

  private async triggerFunction(FunctionName: string): Promise<readonly string[]> {
    const region = FunctionName.split(':')[3] ?? this.home;
    const [found] = await Promise.all([this.recorder.ask(GetFunctionConfiguration, region, { FunctionName }), this.recorder.ask(GetFunctionPolicy, region, { FunctionName })]);
    return found === undefined ? [] : [nameOf(found.Role)];
  }
}

/** The functions of the user pool's own account that it runs; nobody else's are ours to ask for. */
function triggerFunctionsOf(pool: UserPool): readonly string[] {
  const account = pool.Arn?.split(':')[4];
  return [...new Set(triggersOf(pool).map(({ arn }) => arn))].filter((arn) => account === undefined || arn.split(':')[4] === account);
}

function mentionsCognito(trust: object | string | undefined): boolean {
  return trust !== undefined && JSON.stringify(policyDocument(trust)).includes('cognito-identity');
}
