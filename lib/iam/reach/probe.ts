import { decide, explain } from '../authorize';
import type { CatalogueAction, ResourceType } from '../catalogue/catalogue';
import type { AccessRequest, Answer, Decision, PolicySet } from '../decision';
import type { Grant, GrantingStatement, ReachQuestion, Scope } from './question';
import type { Keys, Person, Scenario } from './scenarios';
import type { LayeredStatement } from './statements';
import { accountResources, candidates, strangeResource, type Candidate, type Spoken } from './witnesses';

/** What is asked about one action: the statements that speak of it and the requests to try. */
export interface Subject {
  readonly action: CatalogueAction;
  readonly statements: readonly LayeredStatement[];
  readonly scenarios: readonly Scenario[];
  readonly spoken: Spoken;
  readonly keys: Keys;
  readonly question: ReachQuestion;
  /** The policies to decide by: the question's, and for actions on a role a trust policy that trusts its account. */
  readonly policies: PolicySet;
  /** What no policy of the session can settle, such as the target's trust policy. */
  readonly unread: readonly string[];
}

/** The best answer that a person gets on a resource, over the scenarios. */
interface Outcome {
  readonly verdict: 'allowed' | 'conditional';
  readonly dependsOn: readonly string[];
  readonly decision: Decision;
  readonly scenario: Scenario;
}

function requestOf(subject: Subject, person: Person, resource: string, scenario: Scenario, asOf: Person['name']): AccessRequest {
  const given = scenario.given[asOf];
  return {
    principal: subject.question.principal,
    action: subject.action.name,
    resource,
    resourceAccount: subject.question.account,
    context: Object.keys(given).length === 0 ? person.context : { ...person.context, ...given },
    unknown: scenario.unknown,
  };
}

const nothing: readonly string[] = [];

const isOpenAnswer = (answer: Answer): boolean => answer === 'Allowed' || answer === 'Depends';

/** Asks for one person, on a resource and with request keys that are those of `asOf`. */
function outcome(subject: Subject, person: Person, resource: string, asOf: Person['name']): Outcome | undefined {
  let conditional: Outcome | undefined;
  for (const scenario of subject.scenarios) {
    const request = requestOf(subject, person, resource, scenario, asOf);
    const decision = decide(request, subject.policies);
    if (!isOpenAnswer(decision.answer)) continue;
    if (decision.answer === 'Allowed' && scenario.turnsOn.length === 0 && subject.unread.length === 0) {
      return { verdict: 'allowed', dependsOn: nothing, decision, scenario };
    }
    if (conditional) continue;
    const turnsOn = [...scenario.turnsOn, ...subject.unread];
    const keys = decision.answer === 'Depends' ? explain(request, subject.policies).dependsOn.map(({ key }) => key) : [];
    conditional = { verdict: 'conditional', dependsOn: [...new Set([...turnsOn, ...keys])], decision, scenario };
  }
  return conditional;
}

/** Mallory asks for what is Alice's. */
const shared = (subject: Subject, resource: string): Outcome | undefined =>
  outcome(subject, subject.keys.mallory, resource, 'alice');

/** The statement that the decision rests on; the one that the resource was read from when the decision names none. */
function grantedBy({ statements }: Subject, { decidedBy }: Decision, from?: GrantingStatement): LayeredStatement | undefined {
  const gives = ({ layer, compiled }: LayeredStatement): boolean => layer === 'identity' && !compiled.denies;
  const named = (policy: string | undefined, statement: number | undefined): LayeredStatement | undefined =>
    statements.find((each) => each.by.statement === statement && each.by.policy === policy && gives(each));
  return named(decidedBy?.policy, decidedBy?.statement) ?? named(from?.policy, from?.statement) ?? statements.find(gives);
}

function writtenIn(statement: LayeredStatement | undefined, fallback: string): string {
  if (!statement) return fallback;
  const { notResource, resources } = statement.compiled.statement;
  if (notResource) return 'NotResource';
  return resources.length === 1 ? (resources[0]?.value ?? fallback) : fallback;
}

interface Found {
  readonly scope: Scope;
  readonly outcome: Outcome;
  readonly as: Person['name'];
  readonly resource: string;
  readonly candidate?: Candidate;
}

function grantOf(subject: Subject, type: ResourceType | undefined, found: Found): Grant {
  const { scope, outcome: { verdict, dependsOn, decision, scenario }, as, resource, candidate } = found;
  const statement = grantedBy(subject, decision, candidate?.from);
  const by = statement?.by;
  return {
    scope,
    verdict,
    dependsOn,
    resource: candidate && by === candidate.from ? candidate.written : writtenIn(statement, candidate?.written ?? '*'),
    resourceType: type?.name,
    by,
    witness: { as, resource, given: scenario.given.alice, unknown: scenario.unknown },
  };
}

/** What tells Alice from Mallory, of the keys that the statements ask for. */
function tellingKeys({ question: { alice, mallory }, statements }: Subject): readonly string[] {
  const asked = (key: string): boolean => statements.some(({ keys }) => keys.some(({ lower }) => lower === key.toLowerCase()));
  return Object.keys({ ...alice.context, ...mallory.context }).filter(asked);
}

const isSurer = (one: Outcome, other: Outcome | undefined): boolean =>
  !other || (one.verdict === 'allowed' && other.verdict === 'conditional');

/**
 * Alice is allowed what Mallory is refused. It is one's *own* if Mallory is allowed the same of hers, or Alice refused it. What
 * Alice alone has, her own or also Mallory's, the role gives to some people only: it depends on what tells the two apart.
 */
function aliceOnly(subject: Subject, candidate: Candidate, hers: Outcome): readonly Found[] {
  const { alice, mallory } = subject.keys;
  const found = { as: 'alice', resource: candidate.of.alice, candidate } as const;
  const across = outcome(subject, alice, candidate.of.mallory, 'mallory');
  const same = outcome(subject, mallory, candidate.of.mallory, 'mallory');
  const forSome: Outcome = { ...hers, verdict: 'conditional', dependsOn: [...new Set([...hers.dependsOn, ...tellingKeys(subject)])] };
  return [
    ...(same || isSurer(hers, across) ? [{ ...found, scope: 'own' as const, outcome: same ? hers : forSome }] : []),
    ...(across ? [{ ...found, scope: 'named' as const, outcome: forSome }] : []),
  ];
}

/** What nobody can say: it may be allowed. */
function unclear({ scenarios: [scenario] }: Subject, candidate: Candidate): readonly Found[] {
  if (!scenario) return [];
  const outcome: Outcome = { verdict: 'conditional', dependsOn: ['a resource that these patterns have in common'], decision: { answer: 'Depends' }, scenario };
  return [{ scope: 'named', outcome, as: 'mallory', resource: candidate.of.alice, candidate }];
}

function judge(subject: Subject, candidate: Candidate): readonly Found[] {
  if (candidate.isUnclear) return unclear(subject, candidate);
  const { alice, mallory } = subject.keys;
  const resource = candidate.of.alice;
  const everyone = outcome(subject, mallory, resource, 'alice');
  const found: Found[] = everyone ? [{ scope: 'named', outcome: everyone, as: 'mallory', resource, candidate }] : [];
  if (everyone?.verdict === 'allowed') return found;
  const hers = outcome(subject, alice, resource, 'alice');
  return hers && isSurer(hers, everyone) ? [...found, ...aliceOnly(subject, candidate, hers)] : found;
}

const sameGrant = (a: Grant, b: Grant): boolean =>
  a.scope === b.scope &&
  a.verdict === b.verdict &&
  a.resource === b.resource &&
  a.by?.policy === b.by?.policy &&
  a.by?.statement === b.by?.statement;

/** How many resources are listed by name: verdict and scope do not change once one of them is allowed. */
const listedGrants = 64;

/** What the statements give on resources of one type; without a type, for an action that only `*` grants. */
export function grantsOn(subject: Subject, type: ResourceType | undefined): readonly Grant[] {
  const strange = strangeResource(type, subject.question);
  const anywhere = shared(subject, strange);
  if (!anywhere) return narrowerGrants(subject, type, []);
  const any = grantOf(subject, type, { scope: 'any', outcome: anywhere, as: 'mallory', resource: strange });
  return anywhere.verdict === 'allowed' ? [any] : narrowerGrants(subject, type, [any]);
}

/** What is given on the account's resources, and on those that the policies name, beside what is given conditionally on any. */
function narrowerGrants(subject: Subject, type: ResourceType | undefined, anywhere: readonly Grant[]): readonly Grant[] {
  const grants = [...anywhere];
  const add = (found: Found): void => {
    const grant = grantOf(subject, type, found);
    if (!grants.some((known) => sameGrant(known, grant))) grants.push(grant);
  };

  for (const resource of accountResources(type, subject.statements, subject.question)) {
    const inAccount = shared(subject, resource);
    if (!inAccount || (anywhere.length > 0 && inAccount.verdict === 'conditional')) continue;
    add({ scope: 'service', outcome: inAccount, as: 'mallory', resource });
  }
  const wide = ({ scope, outcome: { verdict }, candidate }: Found): boolean =>
    scope === 'named' &&
    grants.some(
      (grant) =>
        (grant.scope === 'any' || grant.scope === 'service') &&
        grant.verdict === verdict &&
        candidate?.covers(grant.witness.resource) === true,
    );

  const isNamed = ({ scope, verdict }: Grant): boolean => scope === 'named' && verdict === 'allowed';
  /** True when Mallory is allowed: no other resource of the same text can make it worse. */
  const note = (candidate: Candidate): boolean => {
    const found = judge(subject, candidate);
    for (const each of found) if (!wide(each)) add(each);
    return found.some(({ scope, outcome: { verdict } }) => scope === 'named' && verdict === 'allowed');
  };
  for (const { plain, narrowed } of candidates(type, subject.spoken, subject.question)) {
    if (grants.length >= listedGrants && grants.some(isNamed)) break;
    if (plain && note(plain)) continue;
    for (const candidate of narrowed()) if (note(candidate)) break;
  }
  return grants;
}
