import type { Catalogue } from '../catalogue/catalogue';
import type { Context, PolicySet } from '../decision';
import type { Span } from '../policy';
import type { Home } from './resources';

/** One of two made-up people who hold sessions of the same role. */
export interface Identity {
  readonly name: string;
  /** What tells this person from the other: `cognito-identity.amazonaws.com:sub`, `aws:PrincipalTag/…`. */
  readonly context: Context;
}

/** What may a session of this role do, and what may Mallory do to what is Alice's? */
export interface ReachQuestion extends Home {
  /** ARN of the role or of its session. */
  readonly principal: string;
  /** The session's layers. Resource policies are left aside: they belong to resources that a policy only names. */
  readonly policies: PolicySet;
  /** What every session carries, whoever holds it. */
  readonly context?: Context;
  /**
   * Keys that no request of the session carries, `*` for any run of characters; `neverInARoleSession` when left out.
   * A key that policies ask for and that is neither known nor listed here is unknown.
   */
  readonly absent?: readonly string[];
  readonly alice: Identity;
  readonly mallory: Identity;
  readonly catalogue: Catalogue;
}

/** `aws:username` belongs to IAM users; the providers' own keys exist only when STS is given that provider's token. */
export const neverInARoleSession: readonly string[] = [
  'aws:username',
  'accounts.google.com:*',
  'graph.facebook.com:*',
  'www.amazon.com:*',
  'saml:*',
];

/**
 * How far a permission goes. `any`: whatever resource of the type. `service`: those in the account. `named`: what the policy
 * spells out. `own`: what is bound to the identity, so that Mallory is refused what is Alice's.
 */
export type Scope = 'any' | 'service' | 'named' | 'own';

/** From the widest to the narrowest. */
export const scopes: readonly Scope[] = ['any', 'service', 'named', 'own'];

export type Verdict = 'allowed' | 'conditional' | 'denied';

/** The statement that a permission rests on. */
export interface GrantingStatement {
  readonly policy: string;
  readonly statement: number;
  readonly sid?: string;
  readonly span: Span;
}

export interface Grant {
  readonly scope: Scope;
  readonly verdict: 'allowed' | 'conditional';
  /** Keys, or things not read, that a conditional permission turns on. */
  readonly dependsOn: readonly string[];
  /** The resource as the statement has it. */
  readonly resource: string;
  /** The resource type it was asked for; undefined for an action without resource-level permissions. */
  readonly resourceType?: string;
  /** Undefined for the one action that needs no permission, `sts:GetCallerIdentity`. */
  readonly by?: GrantingStatement;
  /** The request that was put to IAM: who, on what, with which request keys. */
  readonly witness: {
    readonly as: 'alice' | 'mallory';
    readonly resource: string;
    readonly given: Context;
    /** Keys that were left open. */
    readonly unknown: readonly string[];
  };
}

export interface ActionReach {
  readonly action: string;
  readonly verdict: Verdict;
  /** The widest scope of that verdict. */
  readonly scope?: Scope;
  readonly grants: readonly Grant[];
  /**
   * Resource types on which nothing is allowed though AWS marks them, among others, as required. AWS does not say whether a request
   * names all of them or one; the verdict is then conditional.
   */
  readonly missing: readonly string[];
}

export interface Reach {
  readonly question: ReachQuestion;
  /** Every action that is allowed or conditional, in the catalogue's order. */
  readonly actions: readonly ActionReach[];
  /** Also answers for actions that are denied; undefined for one that the catalogue does not hold. */
  of(action: string): ActionReach | undefined;
}
