import type { ResourceType } from '../catalogue/catalogue';
import { ANY, arnParts, resourceTestOf, STAR } from '../match';
import { commonText, tokensOf, type Token } from './common-text';
import type { GrantingStatement, ReachQuestion } from './question';
import { instanceOf, patternOf, saysWhere, strangeInstanceOf, type Place } from './resources';
import { readAs, type Keys, type Person } from './scenarios';
import type { LayeredStatement } from './statements';

/** A resource to ask about, as it would be for Alice and, with her variables, for Mallory. */
export interface Candidate {
  readonly of: Readonly<Record<Person['name'], string>>;
  /** As the policy has it. */
  readonly written: string;
  /** Whether the policy's text, read as Alice, covers that resource too. */
  covers(resource: string): boolean;
  /** The statement that the resource was read from. */
  readonly from: GrantingStatement;
}

const allows = ({ compiled }: LayeredStatement): boolean => !compiled.denies;
const places: readonly Place[] = ['home', 'home account', 'anywhere'];

/** An ARN of the type that every pattern covers, at home if possible. */
function arnIn(patterns: readonly string[], type: ResourceType | undefined, question: ReachQuestion): string | undefined {
  const everything = patterns.every((pattern) => pattern === STAR);
  if (!type) return everything ? '*' : undefined;
  if (everything) return instanceOf(type, question);
  const narrow = patterns.filter((pattern) => pattern !== STAR);
  const find = (nonEmpty: boolean, place: Place): string | undefined =>
    commonText([...narrow.map((pattern): readonly Token[] => tokensOf(pattern, nonEmpty)), patternOf(type, question, place)]);
  const wild = narrow.some((pattern) => pattern.includes(STAR) || pattern.includes(ANY));
  for (const nonEmpty of wild ? [true, false] : [false]) {
    for (const place of places) {
      const arn = find(nonEmpty, place);
      if (arn !== undefined) return arn;
    }
  }
  return undefined;
}

interface Written {
  readonly alice: string;
  readonly mallory: string;
  readonly text: string;
  readonly statement: LayeredStatement;
}

/** The resource patterns of a statement; `NotResource` leaves all but a few, so it counts as `*`. */
function writtenIn(statement: LayeredStatement, keys: Keys): readonly Written[] {
  if (statement.compiled.statement.notResource) return [{ alice: STAR, mallory: STAR, text: 'NotResource', statement }];
  return patternsIn(statement, keys);
}

function patternsIn(statement: LayeredStatement, keys: Keys): readonly Written[] {
  return statement.compiled.resources.flatMap((pattern) => {
    const [alice, mallory] = [readAs(keys.alice, pattern), readAs(keys.mallory, pattern)];
    return alice === undefined || mallory === undefined ? [] : [{ alice, mallory, text: pattern.located.value, statement }];
  });
}

/** Patterns that may narrow what an Allow gives: those of the other layers, and those that Deny statements spare or name. */
function narrowing(statements: readonly LayeredStatement[], keys: Keys): readonly Written[] {
  return statements
    .filter((statement) => statement.layer !== 'identity' || statement.compiled.denies)
    .flatMap((statement) => patternsIn(statement, keys))
    .filter(({ alice }) => alice !== STAR);
}

/** The resources of a type that the role's own policies speak of, each as policies other than the role's leave it, lazily. */
export function* candidates(
  type: ResourceType | undefined,
  statements: readonly LayeredStatement[],
  keys: Keys,
  question: ReachQuestion,
): Generator<{ readonly plain: Candidate | undefined; readonly narrowed: () => Iterable<Candidate> }> {
  const candidate = (written: Written, others: readonly Written[]): Candidate | undefined => {
    const alice = arnIn([written.alice, ...others.map((other) => other.alice)], type, question);
    if (alice === undefined) return undefined;
    const same = [written, ...others].every((each) => each.alice === each.mallory);
    const mallory = same ? alice : arnIn([written.mallory, ...others.map((other) => other.mallory)], type, question);
    if (mallory === undefined) return undefined;
    return {
      of: { alice, mallory },
      written: written.text,
      covers: (resource) => resourceTestOf(written.alice)(resource),
      from: written.statement.by,
    };
  };
  const limits = narrowing(statements, keys);
  for (const statement of statements) {
    if (statement.layer !== 'identity' || !allows(statement)) continue;
    for (const written of writtenIn(statement, keys)) {
      yield {
        plain: candidate(written, []),
        *narrowed() {
          for (const limit of limits) {
            const found = candidate(written, [limit]);
            if (found) yield found;
          }
        },
      };
    }
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
