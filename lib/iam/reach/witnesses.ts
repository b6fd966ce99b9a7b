import type { ResourceType } from '../catalogue/catalogue';
import { ANY, arnParts, resourceTestOf, STAR } from '../match';
import { commonText, TOO_LONG, tokensOf, type Tokens } from './common-text';
import type { GrantingStatement, ReachQuestion } from './question';
import { headOf, instanceOf, patternOf, saysWhere, strangeInstanceOf, type Place } from './resources';
import { readAs, type Keys, type Person } from './scenarios';
import type { LayeredStatement } from './statements';

/** A resource to ask about, as it would be for Alice and, with her variables, for Mallory. */
export interface Candidate {
  readonly of: Readonly<Record<Person['name'], string>>;
  /** The policies' texts are too long to find a resource that they all cover, if there is one. */
  readonly isUnclear: boolean;
  /** As the policy has it. */
  readonly written: string;
  /** Whether the policy's text, read as Alice, covers that resource too. */
  covers(resource: string): boolean;
  /** The statement that the resource was read from. */
  readonly from: GrantingStatement;
}

/** A text of a statement that names resources, as each person's session reads it. */
interface Written {
  readonly of: Readonly<Record<Person['name'], string>>;
  /** What stands before its first wildcard or variable. */
  readonly head: string;
  readonly text: string;
  readonly from: GrantingStatement;
}

const tokens = new Map<string, { readonly plain: Tokens; readonly full: Tokens }>();

/** Patterns come from policies that strangers write: the memory of them is bounded. */
const rememberedPatterns = 2048;

function taken(pattern: string): { readonly plain: Tokens; readonly full: Tokens } {
  const known = tokens.get(pattern);
  if (known) return known;
  if (tokens.size >= rememberedPatterns) tokens.clear();
  const made = { plain: tokensOf(pattern), full: tokensOf(pattern, true) };
  tokens.set(pattern, made);
  return made;
}

type Arn = ReturnType<typeof commonText>;

/** An ARN of the type that every pattern covers: at home and with every star filled if possible. */
function arnIn(patterns: readonly string[], type: ResourceType | undefined, question: ReachQuestion): Arn {
  const narrow = patterns.filter((pattern) => pattern !== STAR).map(taken);
  if (!type) return narrow.length === 0 ? '*' : undefined;
  if (narrow.length === 0) return instanceOf(type, question);
  const find = (fill: 'plain' | 'full', place: Place): Arn =>
    commonText([...narrow.map((pattern) => pattern[fill]), patternOf(type, question, place)]);
  const best = find('full', 'home');
  if (best !== undefined) return best;
  const some = find('plain', 'anywhere');
  if (some === undefined) return undefined;
  return find('full', 'home account') ?? find('full', 'anywhere') ?? find('plain', 'home') ?? find('plain', 'home account') ?? some;
}

/** The resource patterns of a statement; `NotResource` leaves all but a few, so it counts as `*`. */
function writtenIn(statement: LayeredStatement, keys: Keys): readonly Written[] {
  const from = statement.by;
  if (statement.compiled.statement.notResource) return [{ of: { alice: STAR, mallory: STAR }, head: '', text: 'NotResource', from }];
  return patternsIn(statement, keys);
}

function patternsIn({ compiled, by: from }: LayeredStatement, keys: Keys): readonly Written[] {
  return compiled.resources.flatMap((pattern) => {
    const [alice, mallory] = [readAs(keys.alice, pattern), readAs(keys.mallory, pattern)];
    if (alice === undefined || mallory === undefined) return [];
    return [{ of: { alice, mallory }, head: literalHead(alice, mallory), text: pattern.located.value, from }];
  });
}

function literalHead(one: string, other: string): string {
  let end = 0;
  while (end < one.length && one[end] === other[end] && one[end] !== STAR && one[end] !== ANY) end++;
  return one.slice(0, end);
}

/** Most patterns are of another service than most types. */
const canMeet = (head: string, other: string): boolean => head.startsWith(other) || other.startsWith(head);

/** Patterns that may narrow what an Allow gives: those of the other layers, and those that Deny statements spare or name. */
function narrowing(statements: readonly LayeredStatement[], keys: Keys): readonly Written[] {
  return statements
    .filter((statement) => statement.layer !== 'identity' || statement.compiled.denies)
    .flatMap((statement) => patternsIn(statement, keys))
    .filter(({ of }) => of.alice !== STAR);
}

function candidateOf(
  patterns: readonly [Written, ...Written[]],
  type: ResourceType | undefined,
  question: ReachQuestion,
): Candidate | undefined {
  const [{ of, text, from }] = patterns;
  const arnFor = (person: Person['name']): Arn => arnIn(patterns.map((each) => each.of[person]), type, question);
  const alice = arnFor('alice');
  const mallory = patterns.every((each) => each.of.alice === each.of.mallory) ? alice : arnFor('mallory');
  if (alice === undefined || mallory === undefined) return undefined;
  const isUnclear = alice === TOO_LONG || mallory === TOO_LONG;
  return {
    of: isUnclear ? { alice: text, mallory: text } : { alice, mallory },
    isUnclear,
    written: text,
    covers: (resource) => resourceTestOf(of.alice)(resource),
    from,
  };
}

/** What a group of actions' statements say of resources, read once for all types. */
export interface Spoken {
  readonly allowed: readonly Written[];
  readonly limits: readonly Written[];
}

export function spokenIn(statements: readonly LayeredStatement[], keys: Keys): Spoken {
  const giving = statements.filter(({ layer, compiled }) => layer === 'identity' && !compiled.denies);
  return { allowed: giving.flatMap((statement) => writtenIn(statement, keys)), limits: narrowing(statements, keys) };
}

/** How many pairs of patterns are tried for a type; beyond that it stays unclear what a policy leaves of another. */
const triedPairs = 4000;

/** The resources of a type that the role's own policies speak of, and each of them as the other policies leave it. */
export function* candidates(
  type: ResourceType | undefined,
  { allowed, limits }: Spoken,
  question: ReachQuestion,
): Generator<{ readonly plain: Candidate | undefined; readonly narrowed: () => Iterable<Candidate> }> {
  const head = type ? headOf(type, question.partition) : '';
  const near = limits.filter((limit) => canMeet(limit.head, head));
  let pairs = 0;
  for (const written of allowed) {
    if (!canMeet(written.head, head)) continue;
    const plain = candidateOf([written], type, question);
    const narrowed = function* (): Generator<Candidate> {
      for (const limit of near) {
        if (!canMeet(limit.head, written.head)) continue;
        const isTooMany = ++pairs > triedPairs;
        const candidate = isTooMany ? plain && { ...plain, isUnclear: true } : candidateOf([written, limit], type, question);
        if (candidate) yield candidate;
        if (isTooMany) return;
      }
    };
    yield { plain, narrowed };
  }
}

/** What nobody named: a resource that only a pattern for any resource covers. */
export function strangeResource(type: ResourceType | undefined, { partition }: ReachQuestion): string {
  return type ? strangeInstanceOf(type, partition) : '*';
}

/** Resources of the account about which no policy says anything in particular, in its region and in those that the policies name. */
export function accountResources(
  type: ResourceType | undefined,
  statements: readonly LayeredStatement[],
  question: ReachQuestion,
): readonly string[] {
  if (!type || !saysWhere(type)) return [];
  const regions = new Set([question.region]);
  for (const { compiled, layer } of statements) {
    if (compiled.denies || layer !== 'identity') continue;
    for (const { value } of compiled.statement.resources) {
      const region = arnParts(value)?.[3];
      if (region && !region.includes('*') && !region.includes('?')) regions.add(region);
    }
  }
  return [...regions].map((region) => instanceOf(type, { ...question, region }));
}
