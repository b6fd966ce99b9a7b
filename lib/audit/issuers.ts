import type { MappingRule } from '../world/resources';
import { valueFor } from './roles';

/** An OpenID Connect issuer whose tokens anybody can get. */
export interface SharedIssuer {
  readonly issuer: RegExp;
  /** Completes “Anyone who …”. */
  readonly who: string;
  /** Claims that say who somebody is there. All others, a stranger fills as they like. */
  readonly identifying: readonly string[];
}

/** Issuers that everybody shares, who can get a token of theirs, and what a stranger cannot claim. */
const shared: readonly SharedIssuer[] = [
  {
    issuer: /^token\.actions\.githubusercontent\.com(\/|$)/,
    who: 'runs a workflow on GitHub',
    identifying: ['sub', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'actor', 'actor_id', 'workflow_ref', 'enterprise', 'enterprise_id'],
  },
  {
    issuer: /^gitlab\.com$/,
    who: 'runs a pipeline on GitLab',
    identifying: ['sub', 'namespace_id', 'namespace_path', 'project_id', 'project_path', 'user_id', 'user_login', 'user_email'],
  },
  {
    issuer: /^app\.terraform\.io$/,
    who: 'runs Terraform in HCP Terraform',
    identifying: ['sub', 'terraform_organization_id', 'terraform_organization_name', 'terraform_project_id', 'terraform_workspace_id'],
  },
  { issuer: /^accounts\.google\.com$/, who: 'has a Google account', identifying: ['sub', 'hd', 'email'] },
  { issuer: /^appleid\.apple\.com$/, who: 'has an Apple account', identifying: ['sub', 'email'] },
  { issuer: /^login\.microsoftonline\.com\/(common|organizations|consumers)(\/|$)/, who: 'has a Microsoft account', identifying: ['sub', 'oid', 'tid'] },
];

/** The shared issuer of this name (host and path, without `https://`); undefined for one that belongs to somebody. */
export function sharedIssuer(name: string): SharedIssuer | undefined {
  return shared.find(({ issuer }) => issuer.test(name));
}

/** A value of its claim with which a stranger at a shared issuer satisfies a rule; undefined when the claim says who they are and the rule asks for somebody. */
export function strangersValue(rule: MappingRule, { identifying }: SharedIssuer): string | undefined {
  const { Claim, MatchType, Value } = rule;
  if (!identifying.includes(Claim)) return valueFor(rule);
  switch (MatchType) {
    case 'Equals':
      return undefined;
    case 'NotEqual':
      return `not-${Value}`;
    case 'Contains':
      return `stranger-${Value}`;
    case 'StartsWith':
      // A name that somebody may take begins with it, unless it is complete up to its slash.
      return Value.includes('/') ? undefined : `${Value}-stranger`;
  }
}
