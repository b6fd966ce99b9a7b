import { hasSync } from '../engine/cognito-sync';
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
import { GetCognitoEvents, GetIdentityPoolConfiguration } from './reads-cognito-sync';
import { GetOpenIDConnectProvider, GetSAMLProvider, ListRoles } from './reads-iam';
import { DescribePolicy, ListPolicies, ListTargetsForPolicy } from './reads-organizations';
import type { Recorder } from './recorder';
import { GetFunctionConfiguration, GetFunctionPolicy, GetJwks, GetOpenIdConfiguration, GetWebACLForResource } from './reads-resources';
import { RoleWalk } from './walk-roles';

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
  // The longest chain of calls begins with the pools.
  const listed = Promise.all((named === undefined ? regions : regionsOf(named)).map((region) => poolsIn(recorder, region)));
  const trusting = rolesThatTrustCognito(recorder, regions[0]);
  const pools = listed.then((lists) => named ?? lists.flat());
  const roles = new RoleWalk(recorder, regions, isMuch(pools, trusting));
  const account = new AccountWalk(recorder, regions[0], publicKeys, roles);
  await Promise.all([
    // Pools that were named need not wait until they are listed.
    (named === undefined ? pools : Promise.resolve(named)).then((ids) => Promise.all(ids.map((id) => account.identityPool(id)))),
    trusting.then((names) => roles.readAll(names)),
    ...regions.map((region) => trailsIn(recorder, region)),
    organizationPolicies(recorder, regions[0]),
  ]);
  await roles.finished();
}

async function isMuch(pools: Promise<readonly string[]>, roles: Promise<readonly string[]>): Promise<boolean> {
  return (await pools).length > manyPools || (await roles).length > manyRoles;
}

const regionsOf = (pools: readonly string[]): readonly string[] => [...new Set(pools.map(regionOf))];

/** Ids of identity pools and of user pools begin with their region. */
const regionOf = (id: string): string => id.split(/[:_]/)[0] ?? id;

const nameOf = (roleArn: string): string => roleArn.slice(roleArn.lastIndexOf('/') + 1);

async function poolsIn(recorder: Recorder, region: string): Promise<readonly string[]> {
  const { pages } = await recorder.askAll(ListIdentityPools, region, {});
  return pages.flatMap(({ IdentityPools }) => IdentityPools.map(({ IdentityPoolId }) => IdentityPoolId));
}

/** The trails that record what happens in a region, those of the organization too. */
async function trailsIn(recorder: Recorder, region: string): Promise<void> {
  const answer = await recorder.ask(DescribeTrails, region, { includeShadowTrails: true });
  await Promise.all((answer?.trailList ?? []).map(({ TrailARN, HomeRegion = region }) => recorder.ask(GetEventSelectors, HomeRegion, { TrailName: TrailARN })));
}

/** What the account's organization asks of every pool. */
async function organizationPolicies(recorder: Recorder, region: string): Promise<void> {
  const { pages } = await recorder.askAll(ListPolicies, region, { Filter: 'RESOURCE_CONTROL_POLICY' });
  await Promise.all(
    pages.flatMap(({ Policies }) =>
      Policies.flatMap(({ Id: PolicyId, AwsManaged }) => [
        recorder.ask(DescribePolicy, region, { PolicyId }),
        // AWS's own is attached to everything there is.
        AwsManaged === true ? undefined : recorder.askAll(ListTargetsForPolicy, region, { PolicyId }),
      ]),
    ),
  );
}

async function rolesThatTrustCognito(recorder: Recorder, region: string): Promise<readonly string[]> {
  const { pages } = await recorder.askAll(ListRoles, region, {});
  return pages.flatMap(({ Roles }) => Roles.filter(({ AssumeRolePolicyDocument: trust }) => mentionsCognito(trust)).map(({ RoleName }) => RoleName));
}

/** The identity pools, what they trust and what they give. Each role is read as soon as somebody names it. */
class AccountWalk {
  private readonly userPools = new Map<string, Promise<void>>();

  constructor(
    private readonly recorder: Recorder,
    private readonly home: string,
    private readonly publicKeys: boolean,
    private readonly roles: RoleWalk,
  ) {}

  /** The pool, and the roles that it or its users' groups may give. */
  async identityPool(IdentityPoolId: string): Promise<void> {
    const region = regionOf(IdentityPoolId);
    const { recorder, roles } = this;
    await Promise.all([
      recorder.ask(DescribeIdentityPool, region, { IdentityPoolId }).then((pool) => (pool === undefined ? undefined : this.providers(pool, region))),
      recorder.ask(GetIdentityPoolRoles, region, { IdentityPoolId }).then((given) => roles.readAll(rolesNamedIn(given ?? {}).map(nameOf))),
      ...(hasSync(region) ? [recorder.ask(GetIdentityPoolConfiguration, region, { IdentityPoolId }), recorder.ask(GetCognitoEvents, region, { IdentityPoolId })] : []),
    ]);
  }

  private async providers(pool: IdentityPool, region: string): Promise<void> {
    const { IdentityPoolId, CognitoIdentityProviders = [], OpenIdConnectProviderARNs = [], SamlProviderARNs = [] } = pool;
    const sources = tagSources(pool);
    await Promise.all([
      // Of one provider alone, nobody asks whether people use it.
      sources.length > 1 ? this.recorder.ask(ListIdentities, region, { IdentityPoolId, MaxResults: 60 }) : undefined,
      ...CognitoIdentityProviders.map((provider) => this.userPoolProvider(provider)),
      ...sources.map((IdentityProviderName) => this.recorder.ask(GetPrincipalTagAttributeMap, region, { IdentityPoolId, IdentityProviderName })),
      ...OpenIdConnectProviderARNs.map((arn) => this.oidcProvider(arn)),
      ...SamlProviderARNs.map((SAMLProviderArn) => this.recorder.ask(GetSAMLProvider, this.home, { SAMLProviderArn })),
    ]);
  }

  private async oidcProvider(OpenIDConnectProviderArn: string): Promise<void> {
    const provider = await this.recorder.ask(GetOpenIDConnectProvider, this.home, { OpenIDConnectProviderArn });
    const ProviderName = OpenIDConnectProviderArn.slice(OpenIDConnectProviderArn.indexOf('/') + 1);
    if (userPoolOfIssuer(ProviderName) === undefined) {
      if (this.publicKeys) await this.recorder.ask(GetOpenIdConfiguration, this.home, { Url: configurationOf(ProviderName) });
      return;
    }
    await Promise.all((provider?.ClientIDList ?? []).map((ClientId) => this.userPoolProvider({ ProviderName, ClientId })));
  }

  private async userPoolProvider({ ProviderName = '', ClientId = '' }: CognitoIdentityProvider): Promise<void> {
    const UserPoolId = userPoolIn(ProviderName);
    const known = this.userPools.get(UserPoolId) ?? this.userPool(UserPoolId);
    this.userPools.set(UserPoolId, known);
    // Also when it is not in the list: that it is gone is worth being told by AWS.
    await Promise.all([known, this.recorder.ask(DescribeUserPoolClient, regionOf(UserPoolId), { UserPoolId, ClientId })]);
  }

  /** The user pool with its app clients and providers, and the roles of its groups and of the functions that it runs. */
  private async userPool(UserPoolId: string): Promise<void> {
    const region = regionOf(UserPoolId);
    const { recorder, roles } = this;
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
    const groups = recorder
      .askAll(ListGroups, region, { UserPoolId })
      .then(({ pages }) => roles.readAll(pages.flatMap(({ Groups }) => Groups.flatMap(({ RoleArn }) => (RoleArn === undefined ? [] : [nameOf(RoleArn)])))));
    await Promise.all([groups, this.describeUserPool(UserPoolId, region), clients, providers]);
  }

  private async describeUserPool(UserPoolId: string, region: string): Promise<void> {
    const { recorder } = this;
    const described = await recorder.ask(DescribeUserPool, region, { UserPoolId });
    if (described === undefined) {
      if (this.publicKeys && (await recorder.isAbsent(DescribeUserPool, region, { UserPoolId }))) await recorder.ask(GetJwks, region, { Url: publicKeysOf(UserPoolId) });
      return;
    }
    const pool = described.UserPool as UserPool;
    await Promise.all([
      ...triggerFunctionsOf(pool).map((arn) => this.triggerFunction(arn)),
      (pool.MfaConfiguration ?? 'OFF') === 'OFF' ? undefined : recorder.ask(GetUserPoolMfaConfig, region, { UserPoolId }),
      pool.Arn === undefined ? undefined : recorder.ask(GetWebACLForResource, region, { ResourceArn: pool.Arn }),
      this.publicKeys && pool.CustomDomain !== undefined ? recorder.ask(GetOpenIdConfiguration, region, { Url: configurationOf(pool.CustomDomain) }) : undefined,
    ]);
  }

  private async triggerFunction(FunctionName: string): Promise<void> {
    const region = FunctionName.split(':')[3] ?? this.home;
    await Promise.all([
      this.recorder.ask(GetFunctionConfiguration, region, { FunctionName }).then((found) => (found === undefined ? undefined : this.roles.readAll([nameOf(found.Role)]))),
      this.recorder.ask(GetFunctionPolicy, region, { FunctionName }),
    ]);
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
