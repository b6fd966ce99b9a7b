import { parsePolicy } from '../iam/parse';
import type { Statement } from '../iam/policy';
import {
  GetAccountAuthorizationDetails,
  GetOpenIDConnectProvider,
  GetPolicy,
  GetPolicyVersion,
  GetRole,
  GetRolePolicy,
  ListAttachedRolePolicies,
  ListRolePolicies,
} from './reads-iam';
import { GetBucketPolicy, GetPublicAccessBlock, ListFunctions } from './reads-resources';
import type { Recorder } from './recorder';

type Document = object | string;

/**
 * Roles and everything that says what they may do: role by role, or all of the account's in a few calls. What their policies
 * name is asked for as soon as they do.
 */
export class RoleWalk {
  private readonly roles = new Map<string, Promise<void>>();
  private details: ReturnType<RoleWalk['askDetails']> | undefined;
  /** What policies name; it does not hold the reading of a role up, since it may lead back to the same role. */
  private readonly named: Promise<unknown>[] = [];
  private readonly region: string;

  constructor(
    private readonly recorder: Recorder,
    private readonly regions: readonly [string, ...string[]],
    /** Whether there are so many that one big answer is better than many small ones. */
    private readonly isMuch: Promise<boolean>,
  ) {
    this.region = regions[0];
  }

  async readAll(names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.read(name)));
  }

  /** Resolves when whatever the policies of the roles name has been asked for, too. */
  async finished(): Promise<void> {
    while (this.named.length > 0) await Promise.all(this.named.splice(0));
  }

  private read(name: string): Promise<void> {
    const known = this.roles.get(name) ?? this.readRole(name);
    this.roles.set(name, known);
    return known;
  }

  private async readRole(RoleName: string): Promise<void> {
    if ((await this.isMuch) && (await this.readFromDetails(RoleName))) return;
    const { recorder, region } = this;
    const inline = recorder.askAll(ListRolePolicies, region, { RoleName }).then(({ pages }) =>
      Promise.all(
        pages.flatMap(({ PolicyNames }) =>
          PolicyNames.map(async (PolicyName) => this.keep((await recorder.ask(GetRolePolicy, region, { RoleName, PolicyName }))?.PolicyDocument)),
        ),
      ),
    );
    const attached = recorder.askAll(ListAttachedRolePolicies, region, { RoleName }).then(({ pages }) =>
      Promise.all(pages.flatMap(({ AttachedPolicies }) => AttachedPolicies.map(async ({ PolicyArn }) => this.keep(await this.managed(PolicyArn))))),
    );
    const role = recorder.ask(GetRole, region, { RoleName }).then((answer) => {
      const boundary = answer?.Role.PermissionsBoundary?.PermissionsBoundaryArn;
      return Promise.all([boundary === undefined ? undefined : this.managed(boundary), this.providersIn(answer?.Role.AssumeRolePolicyDocument)]);
    });
    await Promise.all([inline, attached, role]);
  }

  /** The OpenID Connect providers that a trust policy names: whose tokens they take is a part of whom the role trusts. */
  private async providersIn(trust: Document | undefined): Promise<void> {
    const statements = trust === undefined ? [] : parsePolicy(trust).policy.statements;
    const named = statements.flatMap(({ principals }) => principals.flatMap(({ kind, value }) => (kind === 'Federated' && value.includes(':oidc-provider/') ? [value] : [])));
    await Promise.all([...new Set(named)].map((OpenIDConnectProviderArn) => this.recorder.ask(GetOpenIDConnectProvider, this.region, { OpenIDConnectProviderArn })));
  }

  private async managed(PolicyArn: string): Promise<Document | undefined> {
    const policy = await this.recorder.ask(GetPolicy, this.region, { PolicyArn });
    if (policy === undefined) return undefined;
    const version = await this.recorder.ask(GetPolicyVersion, this.region, { PolicyArn, VersionId: policy.Policy.DefaultVersionId });
    return version?.PolicyVersion.Document;
  }

  /** @returns false when the details were refused or do not have the role */
  private async readFromDetails(name: string): Promise<boolean> {
    this.details ??= this.askDetails();
    const { roles, policies } = await this.details;
    const role = roles.get(name);
    if (role === undefined) return false;
    for (const { PolicyDocument } of role.RolePolicyList ?? []) this.keep(PolicyDocument);
    const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
    const arns = (role.AttachedManagedPolicies ?? []).map(({ PolicyArn }) => PolicyArn);
    for (const arn of arns) this.keep(policies.get(arn) ?? (await this.managed(arn)));
    if (boundary !== undefined && !policies.has(boundary)) await this.managed(boundary);
    await this.providersIn(role.AssumeRolePolicyDocument);
    return true;
  }

  private async askDetails() {
    const Filter = ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'];
    const { pages, whole } = await this.recorder.askAll(GetAccountAuthorizationDetails, this.region, { Filter });
    const roles = whole ? pages.flatMap(({ RoleDetailList = [] }) => RoleDetailList) : [];
    const policies = pages.flatMap(({ Policies = [] }) =>
      Policies.map(({ Arn, DefaultVersionId, PolicyVersionList = [] }) => {
        const version = PolicyVersionList.find(({ VersionId }) => VersionId === DefaultVersionId);
        return [Arn, version?.Document] as const;
      }),
    );
    return { roles: new Map(roles.map((role) => [role.RoleName, role])), policies: new Map(policies) };
  }

  /** Asks for the buckets that a policy of permissions names, and for the functions that it lets a role change. */
  private keep(document: Document | undefined): void {
    if (document === undefined) return;
    const { recorder, region } = this;
    const { statements } = parsePolicy(document).policy;
    const buckets = bucketsIn(statements).flatMap((Bucket) => [recorder.ask(GetBucketPolicy, region, { Bucket }), recorder.ask(GetPublicAccessBlock, region, { Bucket })]);
    const functions = statements.some(mayChangeFunctions) ? this.regions.map((one) => this.functionsIn(one)) : [];
    this.named.push(...buckets, ...functions);
  }

  private async functionsIn(region: string): Promise<void> {
    const { pages } = await this.recorder.askAll(ListFunctions, region, {});
    await this.readAll(pages.flatMap(({ Functions }) => Functions.map(({ Role }) => Role.slice(Role.lastIndexOf('/') + 1))));
  }
}

/** Buckets named in full; a pattern or a variable names none that could be asked for. */
function bucketsIn(statements: readonly Statement[]): readonly string[] {
  const named = statements
    .filter(({ effect, notResource }) => effect === 'Allow' && !notResource)
    .flatMap(({ resources }) => resources.map(({ value }) => /^arn:[^:]*:s3:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/|$)/.exec(value)?.[1]));
  return [...new Set(named.filter((name) => name !== undefined))].sort();
}

function mayChangeFunctions({ effect, notAction, actions }: Statement): boolean {
  return effect === 'Allow' && (notAction || actions.some(({ value }) => /^(\*|lambda:)/i.test(value)));
}
