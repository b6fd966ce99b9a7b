import { decide, explain } from '../authorize';
import type { Catalogue, ResourceType } from '../catalogue/catalogue';
import { compile } from '../compile';
import type { AccessRequest, Answer, Context, PolicySet } from '../decision';
import { namedPolicy } from '../named';
import type { NamedPolicy } from '../policy';
import type { Reach, ReachQuestion } from '../reach/question';
import { reachOf } from '../reach/reach';
import { requestFor } from '../reach/request';
import { carries, keysOf, type Keys } from '../reach/scenarios';
import { layeredStatements, requiredLayers } from '../reach/statements';
import type { AccountFacts, Session } from './account';

/** A question put to IAM and its answer: with the policies it can be asked again, and explained. */
export interface Evidence {
  readonly request: AccessRequest;
  readonly policies: PolicySet;
  readonly answer: Answer;
  /** What an open answer turns on. */
  readonly missing: readonly string[];
}

/** A permission on a resource of the session's choice. */
export interface Chosen {
  readonly action: string;
  readonly given?: Context;
}

/** Somebody's permissions, asked one by one. */
export interface Asker {
  readonly session: Session;
  /** Undefined when the answer is no. */
  on(action: string, resource: string, given?: Context): Evidence | undefined;
  /** On whatever resources the session may choose; what works on resources of the same type works on the same one. */
  together(permissions: readonly Chosen[]): readonly Evidence[] | undefined;
  /** Whether the session may assume a role that has this trust policy; without one, as far as its own policies tell. */
  assume(role: string, trust: NamedPolicy | undefined): Evidence | undefined;
  /** Whether its policies let it assume some role, whichever. */
  assumeAny(): Evidence | undefined;
  /** False when it may do that on nothing at all. */
  may(action: string): boolean;
  readonly reach: Reach;
}

/** A session is issued after the data this rests on was gathered, so a policy for tokens of long ago does not apply to it. */
function contextOf(session: Session, catalogue: Catalogue): Context {
  const today = `${catalogue.date}T00:00:00Z`;
  return { 'aws:TokenIssueTime': today, 'aws:CurrentTime': today, ...session.context };
}

function questionOf(session: Session, { partition, account, region }: AccountFacts, catalogue: Catalogue): ReachQuestion {
  const person = { name: session.name, context: {} };
  return {
    principal: session.principal,
    partition,
    account,
    region,
    policies: session.policies,
    context: contextOf(session, catalogue),
    absent: session.absent,
    alice: person,
    mallory: person,
    catalogue,
  };
}

/** The answer when it is not no, with the keys it turns on. */
function evidence(request: AccessRequest, policies: PolicySet, missing: readonly string[] = []): Evidence | undefined {
  const { answer } = decide(request, policies);
  if (answer === 'Allowed') return { request, policies, answer, missing };
  if (answer !== 'Depends') return undefined;
  const keys = explain(request, policies).dependsOn.map(({ key }) => key);
  return { request, policies, answer, missing: [...new Set([...missing, ...keys])] };
}

/** All of several answers, or undefined when one of them is no. */
export function all(found: readonly (Evidence | undefined)[]): readonly Evidence[] | undefined {
  const given = found.filter((each) => each !== undefined);
  return given.length === found.length ? given : undefined;
}

const weightOf = (found: readonly Evidence[]): number => found.reduce((sum, { missing }) => sum + missing.length, 0);

export function askerOf(session: Session, account: AccountFacts, catalogue: Catalogue): Asker {
  const question = questionOf(session, account, catalogue);
  const statements = layeredStatements(session.policies.identity, requiredLayers(session.policies), catalogue);
  const keys: Keys = keysOf(question, statements);
  const mentioned = [...new Set(statements.flatMap((statement) => statement.keys.map(({ lower }) => lower)))].filter(keys.isOpen);
  let reach: Reach | undefined;

  const put = (action: string, resource: string, given: Context, policies: PolicySet, more: readonly string[]): Evidence | undefined => {
    const known = new Set(Object.keys(given).map((key) => key.toLowerCase()));
    const open = [...new Set([...mentioned, ...more])].filter((key) => !known.has(key));
    const entry = catalogue.action(action);
    const listed = open.filter((key) => !entry || carries(entry, key));
    const base = { principal: session.principal, action, resource, resourceAccount: account.account, context: { ...question.context, ...given } };
    const spelled = (some: readonly string[]): readonly string[] => some.map(keys.spelled);
    const plain = evidence({ ...base, unknown: spelled(listed) }, policies);
    if (plain || listed.length === open.length) return plain;
    return evidence({ ...base, unknown: spelled(open) }, policies, spelled(open.filter((key) => !listed.includes(key))));
  };

  /** Resources that a permission is limited to: what goes with it has to work on one of them. */
  const anchorsOf = ({ action }: Chosen): readonly { readonly type: ResourceType; readonly resource: string }[] =>
    (asker.reach.of(action)?.grants ?? []).flatMap(({ resourceType, witness: { resource } }) => {
      const use = catalogue.resourceTypes(action).find(({ type }) => type.name === resourceType);
      return use ? [{ type: use.type, resource }] : [];
    });
  const takes = (action: string, type: ResourceType): boolean => catalogue.resourceTypes(action).some((use) => use.type === type);

  /** A permission on a resource of the session's choice, or on that one. */
  const choose = ({ action, given = {} }: Chosen, on?: string): Evidence | undefined => {
    const reached = asker.reach.of(action);
    if (!reached) {
      const found = put(action, '*', given, session.policies, []);
      return found && { ...found, missing: [...found.missing, `what ${action} works on, which the catalogue does not hold`] };
    }
    const lacking = reached.missing.map((type) => `a ${type} that ${action} may name`);
    const tried = reached.grants.flatMap((grant) => {
      const { resource, context } = requestFor(asker.reach, action, grant);
      const found = put(action, on ?? resource, { ...context, ...given }, session.policies, []);
      return found ? [{ ...found, missing: [...found.missing, ...lacking] }] : [];
    });
    return tried.sort((a, b) => a.missing.length - b.missing.length)[0];
  };

  const asker: Asker = {
    session,
    get reach() {
      return (reach ??= reachOf(question));
    },
    on: (action, resource, given = {}) => put(action, resource, given, session.policies, []),
    together: (permissions) => {
      const alone = all(permissions.map((permission) => choose(permission)));
      const anchors = permissions.length > 1 && alone ? permissions.flatMap(anchorsOf) : [];
      if (anchors.length === 0) return alone;
      const tried = anchors.flatMap(({ type, resource }) => {
        const found = permissions.map((each, i) => (takes(each.action, type) ? choose(each, resource) : alone?.[i]));
        return [all(found) ?? []].filter((each) => each.length > 0);
      });
      return tried.sort((one, other) => weightOf(one) - weightOf(other))[0];
    },
    assume: (role, trust) => {
      const policies = { ...session.policies, resource: trust ?? trustOf(account) };
      const asked = trust ? compile(trust.policy).flatMap(({ conditions }) => conditions.map(({ key }) => key.lower)) : [];
      const known = new Set(Object.keys(question.context ?? {}).map((key) => key.toLowerCase()));
      const found = put('sts:AssumeRole', role, {}, policies, asked.filter((key) => !known.has(key)));
      if (!found || trust) return found;
      return { ...found, missing: [...found.missing, `whom ${role} trusts`] };
    },
    assumeAny: () => {
      const [grant] = asker.reach.of('sts:AssumeRole')?.grants ?? [];
      return grant && asker.assume(requestFor(asker.reach, 'sts:AssumeRole', grant).resource, undefined);
    },
    may: (action) => asker.reach.of(action)?.verdict !== 'denied',
  };
  return asker;
}

/** A trust policy that leaves the decision to the account's own policies: what can be asked when the real one was not read. */
function trustOf({ partition, account }: AccountFacts): NamedPolicy {
  return namedPolicy('a trust policy that was not read', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${account}:root` }, Action: 'sts:AssumeRole' },
  });
}

/** A trust policy into which the session has written its own name. */
export function trustAfterEdit(session: Session): NamedPolicy {
  return namedPolicy('the trust policy as rewritten', {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: session.principal }, Action: 'sts:AssumeRole' },
  });
}

/** Whether a role lets a service run with it. */
export function serviceTrusted(role: string, trust: NamedPolicy | undefined, service: string, account: string): Evidence | undefined {
  const context = { 'aws:SourceAccount': account };
  const request = { principal: service, action: 'sts:AssumeRole', resource: role, context };
  if (!trust) return { request, policies: { identity: [] }, answer: 'Depends', missing: [`whether ${role} trusts ${service}`] };
  const asked = compile(trust.policy).flatMap(({ conditions }) => conditions.map(({ key }) => key.name));
  const unknown = [...new Set(asked)].filter((key) => key.toLowerCase() !== 'aws:sourceaccount');
  return evidence({ ...request, unknown }, { identity: [], resource: trust });
}
