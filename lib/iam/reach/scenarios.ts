import type { CatalogueAction } from '../catalogue/catalogue';
import type { Pattern } from '../compile';
import { ask, OPEN, type Asked } from '../context';
import type { Context } from '../decision';
import { ANY, STAR, testOf, wildcards, type Test } from '../match';
import { read } from '../variables';
import { commonText, tokensOf } from './common-text';
import { neverInARoleSession, type Identity, type ReachQuestion } from './question';
import type { LayeredStatement } from './statements';

/** One person's session, as far as it is known. */
export interface Person {
  readonly name: 'alice' | 'mallory';
  readonly context: Context;
  /** For reading policy variables as this person. */
  readonly asked: Asked;
}

/** What a request says besides action and resource. */
export interface Scenario {
  /** Keys that the request itself carries, with values that make the resource Alice's (or, for Mallory's own, hers). */
  readonly given: Readonly<Record<Person['name'], Context>>;
  readonly unknown: readonly string[];
  /** What an Allow in this scenario turns on, beyond what `decide` says: a key with one of the values that policies name. */
  readonly turnsOn: readonly string[];
}

/** How the keys of a question stand: which are known, which never come, which are open. */
export interface Keys {
  isOpen(key: string): boolean;
  /** A key as a policy spells it. */
  spelled(key: string): string;
  readonly alice: Person;
  readonly mallory: Person;
}

/** A value that no policy compares anything with. */
const somethingElse = 'something-else';

/** Beyond these a policy is testing how many values we try, not who may read what. */
const triedValues = 24;

function personOf(question: ReachQuestion, name: Person['name'], identity: Identity, open: readonly string[]): Person {
  const context = { ...question.context, ...identity.context };
  const request = { principal: question.principal, action: '', resource: '', context, unknown: open };
  return { name, context, asked: ask(request) };
}

export function keysOf(question: ReachQuestion, statements: readonly LayeredStatement[]): Keys {
  const known = new Set(
    [question.context ?? {}, question.alice.context, question.mallory.context].flatMap((context) =>
      Object.keys(context).map((key) => key.toLowerCase()),
    ),
  );
  const absent: readonly Test[] = (question.absent ?? neverInARoleSession).map((key) => testOf(wildcards(key.toLowerCase())));
  const mentioned = new Map(statements.flatMap((statement) => statement.keys.map((key) => [key.lower, key.name])));
  const open = new Set([...mentioned.keys()].filter((key) => !known.has(key) && !absent.some((test) => test(key))));
  return {
    isOpen: (key) => open.has(key),
    spelled: (key) => mentioned.get(key) ?? key,
    alice: personOf(question, 'alice', question.alice, [...open]),
    mallory: personOf(question, 'mallory', question.mallory, [...open]),
  };
}

/** A policy's text as a person's session reads it, wildcards marked; a variable of unknown value leaves room for any text. */
export function readAs(person: Person, { source }: Pattern): string | undefined {
  if (typeof source === 'string') return source;
  const whole = read(source, person.asked);
  return whole === OPEN ? source.texts.join(STAR) : whole;
}

/** The keys that requests of an action carry, by the catalogue. */
interface Carried {
  readonly exact: ReadonlySet<string>;
  /** `aws:ResourceTag/` and the like. */
  readonly heads: readonly string[];
}

const carriedKeys = new WeakMap<readonly string[], Carried>();

function carriedBy(conditionKeys: readonly string[]): Carried {
  const known = carriedKeys.get(conditionKeys);
  if (known) return known;
  const lower = conditionKeys.map((key) => key.toLowerCase());
  const head = (key: string): number => Math.max(key.indexOf('${'), key.indexOf('<'));
  const carried = {
    exact: new Set(lower.filter((key) => head(key) < 0)),
    heads: lower.filter((key) => head(key) >= 0).map((key) => key.slice(0, head(key))),
  };
  carriedKeys.set(conditionKeys, carried);
  return carried;
}

const onlyWhereListed = ['aws:resourcetag/', 'aws:requesttag/', 'aws:tagkeys'];

/** Whether requests of the action carry the key: AWS's global ones always may, others where the catalogue lists them. */
export function carries(action: CatalogueAction, key: string): boolean {
  if (key.startsWith('aws:') && !onlyWhereListed.some((head) => key.startsWith(head))) return true;
  const { exact, heads } = carriedBy(action.conditionKeys);
  return exact.has(key) || heads.some((head) => key.startsWith(head));
}

/**
 * How a key of a request stands with its caller. `sent`: it is always there; DynamoDB's operations on items name their items.
 * `optional`: a parameter that anybody may leave out. `unsure`: anything else, such as a resource's tag.
 */
type Presence = 'sent' | 'optional' | 'unsure';

const optionalParameters = new Set(['s3:prefix', 's3:delimiter', 's3:max-keys', 's3:versionid', 'dynamodb:attributes', 'dynamodb:select']);

function presenceOf(action: CatalogueAction, key: string): Presence {
  // What can scan the full table (PartiQL's select) does so without a key.
  if (key === 'dynamodb:leadingkeys') return carries(action, 'dynamodb:fulltablescan') ? 'optional' : 'sent';
  return optionalParameters.has(key) ? 'optional' : 'unsure';
}

interface Bound {
  readonly key: string;
  readonly alice: string;
  readonly mallory: string;
}

/** A text that the pattern matches. */
function sample(pattern: string): string | undefined {
  if (!pattern.includes(STAR) && !pattern.includes(ANY)) return pattern;
  const text = commonText([tokensOf(pattern, true)]);
  return typeof text === 'string' ? text : undefined;
}

/** The keys whose expected value tells Alice from Mallory, and the other values that policies compare them with. */
function compared(
  statements: readonly LayeredStatement[],
  keys: Keys,
): { readonly bound: readonly Bound[]; readonly others: ReadonlyMap<string, readonly string[]> } {
  const bound = new Map<string, Bound>();
  const others = new Map<string, Set<string>>();
  for (const { compiled } of statements) {
    for (const { key, expected } of compiled.conditions) {
      if (!keys.isOpen(key.lower)) continue;
      for (const pattern of expected) {
        const [hers, theirs] = [readAs(keys.alice, pattern), readAs(keys.mallory, pattern)];
        if (hers === undefined || theirs === undefined) continue;
        const [alice, mallory] = [sample(hers), sample(theirs)];
        if (alice === undefined || mallory === undefined) continue;
        if (alice === mallory) others.set(key.lower, (others.get(key.lower) ?? new Set()).add(alice));
        else if (!bound.has(key.lower)) bound.set(key.lower, { key: key.lower, alice, mallory });
      }
    }
  }
  return {
    bound: [...bound.values()],
    others: new Map([...others].map(([key, values]) => [key, [...values].slice(0, triedValues)])),
  };
}

const valuesOf = (bound: readonly Bound[], of: Person['name'], keys: Keys): Context =>
  Object.fromEntries(bound.map((each) => [keys.spelled(each.key), each[of]]));

/** The open keys that some statements ask for. */
export function openKeysOf(statements: readonly LayeredStatement[], keys: Keys): readonly string[] {
  return [...new Set(statements.flatMap((statement) => statement.keys.map(({ lower }) => lower)))].filter(keys.isOpen);
}

/** The requests to try for an action, given the statements that speak of it and their open keys. The first is the plain one. */
export function scenariosOf(
  action: CatalogueAction,
  statements: readonly LayeredStatement[],
  open: readonly string[],
  keys: Keys,
): readonly Scenario[] {
  if (open.length === 0) return [{ given: { alice: {}, mallory: {} }, unknown: [], turnsOn: [] }];

  const { bound, others } = compared(statements, keys);
  const isBound = (key: string): boolean => bound.some((each) => each.key === key);
  const sent = bound.filter(({ key }) => carries(action, key));
  const unknown = open.filter((key) => carries(action, key) && !isBound(key)).map(keys.spelled);
  const unlisted = open.filter((key) => !carries(action, key));
  const given = (from: readonly Bound[], more: Context = {}): Scenario['given'] => ({
    alice: { ...valuesOf(from, 'alice', keys), ...more },
    mallory: { ...valuesOf(from, 'mallory', keys), ...more },
  });

  const isOptional = (key: string): boolean => presenceOf(action, key.toLowerCase()) === 'optional';
  const isSent = (key: string): boolean => presenceOf(action, key.toLowerCase()) === 'sent';
  const scenarios: Scenario[] = [{ given: given(sent), unknown, turnsOn: [] }];

  const chosen = unknown.filter(isOptional);
  const fixed = unknown.filter((key) => !isOptional(key));
  const needed = sent.filter(({ key }) => !isOptional(key));
  if (chosen.length > 0 || needed.length < sent.length) {
    const anyhow = Object.fromEntries(chosen.map((key) => [key, somethingElse]));
    scenarios.push({ given: given(needed), unknown: fixed, turnsOn: [] }, { given: given(sent, anyhow), unknown: fixed, turnsOn: [] });
  }
  const unsure = needed.filter(({ key }) => !isSent(key)).map(({ key }) => keys.spelled(key));
  if (unsure.length > 0) {
    scenarios.push({ given: given(needed.filter(({ key }) => isSent(key))), unknown: fixed, turnsOn: unsure });
  }
  for (const { key } of sent) {
    for (const value of [...(others.get(key) ?? []), somethingElse]) {
      scenarios.push({ given: given(sent, { [keys.spelled(key)]: value }), unknown, turnsOn: [keys.spelled(key)] });
    }
  }
  if (unlisted.length > 0) {
    const asIfListed = unlisted.filter((key) => !isBound(key)).map(keys.spelled);
    scenarios.push({ given: given(bound), unknown: [...unknown, ...asIfListed], turnsOn: unlisted.map(keys.spelled) });
  }
  return scenarios;
}

/**
 * Among actions that the same statements speak of, those with the same profile share their scenarios. Rests on the keys that
 * the action carries, and on nothing else of it.
 */
export function keyProfile(action: CatalogueAction, open: readonly string[]): string {
  let profile = '';
  for (const key of open) profile += carries(action, key) ? presenceOf(action, key).charAt(0) : '-';
  return profile;
}
