import { isGap } from '../../world/gap';
import { check, type Attempt, type Probe, type Subject } from '../check';
import { callsOf, peopled, type Entrance } from '../entrances';
import { allow, editorsRole, notes, signedInRole, withOidc, withPolicy, withRoles } from '../examples';
import { sharedIssuer, strangersValue, type SharedIssuer } from '../issuers';
import { orGap } from '../or-gap';
import { cast, issuerIn, oidcProvider, type LoginProvider } from '../people';
import { isEntered, type AuditedPool } from '../pool';
import { resetsPool } from '../pool-edits';
import { entrancesOf, withoutLogin } from '../provider-edits';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { worstOf } from '../severities';
import type { MappingRule } from '../../world/resources';
import type { World } from '../../world/world';

interface TrustedIssuer extends Subject {
  readonly arn: string;
  readonly issuer: SharedIssuer;
}

const github = withOidc('token.actions.githubusercontent.com', ['notes']);
const arn = `arn:aws:iam::${notes.account}:oidc-provider/token.actions.githubusercontent.com`;

/** Who comes from GitHub gets a role by this rule, and nobody else gets any. */
function byRule(rule: Omit<MappingRule, 'RoleARN'>, world: World = github): World {
  return withRoles({ RoleMappings: { [arn]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [{ ...rule, RoleARN: notes.editorsRole }] } } } }, world);
}

const readsAll = [allow('s3:GetObject', 'arn:aws:s3:::notes-photos/*')];

export const multiTenantIssuer = check<TrustedIssuer>({
  code: 'PRV-12',
  name: 'multi-tenant-issuer',
  title: 'The pool trusts an issuer that everybody shares',
  resource: 'AWS::IAM::OIDCProvider',
  severityRule: 'High; critical when the role that a stranger gets reads others’ data or does worse.',
  docs: {
    what: 'The identity pool takes tokens of an OpenID Connect issuer that serves the whole world: GitHub Actions, GitLab, HCP Terraform, Google, Apple, or any Microsoft tenant. The check has a stranger there ask for credentials, with every claim set that a stranger may choose.',
    why: 'An identity pool compares the issuer and the audience, and has no condition on who somebody is at the issuer. In build services the job itself names the audience of its token. So a job in anybody’s repository is a signed-in user of the application.',
    falsePositives: 'Mapping rules keep strangers out when they compare a claim that a stranger cannot have, such as the number of the repository’s owner, with Equals, and when everyone else is denied. The check tries them, and passes if they hold. For Google and Apple the client ID is one application’s; whoever signs in to it comes in.',
    fix: 'Take the issuer from the identity pool. A build gets AWS credentials by a role of its own, whose trust policy compares the sub claim.',
  },
  references: [references.oidcProviders, references.gitlabRoles, cwe(287)],
  examples: {
    fails: [
      { title: 'the pool trusts GitHub Actions', world: github, severity: 'high' },
      { title: 'and its role reads everybody’s photos', world: withPolicy(signedInRole, readsAll, github), severity: 'critical' },
      { title: 'a rule asks for a branch, which anybody can have', world: byRule({ Claim: 'ref', MatchType: 'Equals', Value: 'refs/heads/main' }), severity: 'critical' },
      { title: 'a rule asks for the beginning of a name', world: byRule({ Claim: 'repository_owner', MatchType: 'StartsWith', Value: 'notes' }, withPolicy(editorsRole, [allow('rum:PutRumEvents')], github)), severity: 'high' },
    ],
    passes: [
      { title: 'a rule asks for the number of the owner, and denies others', world: byRule({ Claim: 'repository_owner_id', MatchType: 'Equals', Value: '583231' }) },
      { title: 'a rule asks for one owner’s repositories', world: byRule({ Claim: 'repository', MatchType: 'StartsWith', Value: 'notes-app/' }) },
      { title: 'the issuer is the company’s own', world: withOidc('login.notes.example', ['notes']) },
    ],
  },
  subjects: (pool) =>
    (pool.pool.OpenIdConnectProviderARNs ?? []).flatMap((arn): readonly TrustedIssuer[] => {
      const issuer = sharedIssuer(issuerIn(arn));
      return issuer === undefined ? [] : [{ arn, issuer, resource: { type: 'AWS::IAM::OIDCProvider', id: arn } }];
    }),
  probes({ arn, issuer }, pool): readonly Attempt[] {
    const provider = oidcProvider(arn, pool.world);
    if (provider === undefined) return [];
    const rules = pool.attachment?.RoleMappings?.[provider.mapping]?.RulesConfiguration?.Rules ?? [];
    const chosen = rules.flatMap((rule) => {
      const value = strangersValue(rule, issuer);
      return value === undefined ? [] : [{ [rule.Claim]: value }];
    });
    return [{}, ...chosen].map((claims) => strangerProbe(provider, issuer, claims, pool));
  },
  fix({ arn }, pool) {
    const provider = oidcProvider(arn, pool.world);
    return (
      provider && {
        summary: `Take ${provider.name} from the pool’s providers.`,
        world: withoutLogin(pool.world, pool.id, provider),
        warning: `Whoever comes from there today loses access: give builds a role of their own first. ${resetsPool}`,
        closes: entrancesOf(provider, pool),
      }
    );
  },
});

function strangerProbe(provider: LoginProvider, { who }: SharedIssuer, claims: Readonly<Record<string, string>>, pool: AuditedPool): Probe {
  const entrance: Entrance = { ...pool.signedIn(provider), id: `stranger ${provider.mapping} ${JSON.stringify(claims)}`, claims };
  const way = pool.try(entrance);
  const worst = isEntered(way) ? orGap(() => worstOf(pool.reach(way))[0]) : undefined;
  const [chosen] = Object.entries(claims);
  const role = isEntered(way) ? `the role ${nameOf(way.roleArn)}` : 'a role';
  return {
    title: `A stranger who ${who} asks for credentials${chosen === undefined ? '' : `, with ${chosen[0]} “${chosen[1]}”`}`,
    prepare: (world) => peopled(world, entrance),
    people: { mallory: { ...cast.newcomer, detail: `anyone who ${who}` } },
    calls: callsOf(entrance),
    proves: { ends: 'ok' },
    claim: {
      severity: worst !== undefined && !isGap(worst) && worst.confidence === 'proved' && worst.capability >= 'K3' ? 'critical' : 'high',
      confidence: 'proved',
      actor: 'self-registered',
      message: `Anyone who ${who} can get ${role}${chosen === undefined ? '' : `, by a token whose ${chosen[0]} is “${chosen[1]}”`}.`,
    },
  };
}
