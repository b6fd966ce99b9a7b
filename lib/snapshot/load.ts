import type { Gap } from '../world/gap';
import type { World } from '../world/world';
import { saysAbsent } from './absence';
import { Draft } from './draft';
import type { AnyRead } from './read';
import { readNamed } from './reads';
import { redact } from './redact';
import { firstProblem, Unreadable, type Exchange, type Snapshot } from './snapshot';

/**
 * The World that a snapshot tells of: AWS's fields verbatim, a gap with its reason wherever an answer is missing.
 * @throws Unreadable when an answer has not the form of AWS's
 */
export function load(snapshot: Snapshot): World {
  const draft = new Draft(snapshot.takenAt);
  for (const answer of joinPages(snapshot.exchanges.map((exchange, index) => recognise(exchange, index)))) fill(draft, answer);
  return draft.finish(snapshot.account, snapshot.partition, mainRegion(snapshot));
}

/** The region of the identity pools; roles and policies have none. */
function mainRegion({ exchanges }: Snapshot): string {
  const pools = exchanges.find(({ operation }) => operation.startsWith('cognito-identity:'));
  return (pools ?? exchanges[0])?.region ?? 'us-east-1';
}

interface Recognised {
  readonly read: AnyRead;
  readonly exchange: Exchange;
  readonly index: number;
}

/** One question to AWS and all that it answered. */
interface Answer extends Recognised {
  readonly whole: true | Gap;
}

function recognise(exchange: Exchange, index: number): Recognised | undefined {
  const read = readNamed(exchange.operation);
  return read === undefined ? undefined : { read, exchange, index };
}

function fill(draft: Draft, { read, exchange, index, whole }: Answer): void {
  const input = checked(read.input, exchange.input, `exchanges[${index}].input`, exchange.operation);
  draft.region = exchange.region;
  if (exchange.output !== undefined) {
    const output = checked(read.output, redact(exchange.output), `exchanges[${index}].output`, exchange.operation);
    read.fill(draft, input, output, whole);
    return;
  }
  const code = exchange.error?.code ?? 'no answer';
  if (saysAbsent(code) && read.absent !== undefined) read.absent(draft, input, code);
  else read.unread(draft, input, { unread: `${read.operation} ${read.subject(input)}: ${code}` });
}

function checked(schema: AnyRead['input'], value: unknown, where: string, operation: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Unreadable(`${where} of ${operation} is not as AWS prints it: ${firstProblem(parsed.error)}. Take the snapshot anew, or mend that place.`);
}

/** Puts the pages of each list together, and leaves one answer for each question. */
function joinPages(recognised: readonly (Recognised | undefined)[]): readonly Answer[] {
  const questions = new Map<string, Recognised[]>();
  for (const one of recognised) {
    if (one === undefined) continue;
    const key = questionOf(one);
    questions.set(key, [...(questions.get(key) ?? []), one]);
  }
  return [...questions.values()].map((asked) => (asked[0]?.read.paging === undefined ? bestOf(asked) : join(asked)));
}

const pageSizes = new Set(['MaxResults', 'MaxItems', 'Limit']);

function questionOf({ read, exchange }: Recognised): string {
  const asked = Object.entries(exchange.input)
    .filter(([field]) => read.paging === undefined || (field !== read.paging.token && !pageSizes.has(field)))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([exchange.operation, exchange.region, asked]);
}

/** An answer is worth more than an error, and a later one more than an earlier one. */
function bestOf(asked: readonly Recognised[]): Answer {
  const answered = asked.filter(({ exchange }) => exchange.output !== undefined);
  return { ...((answered.at(-1) ?? asked.at(-1)) as Recognised), whole: true };
}

function join(asked: readonly Recognised[]): Answer {
  const byToken = new Map<unknown, Recognised>();
  for (const one of asked) {
    const token = tokenOf(one);
    if (one.exchange.output !== undefined || byToken.get(token)?.exchange.output === undefined) byToken.set(token, one);
  }
  const pages = [...byToken.values()].filter(({ exchange }) => exchange.output !== undefined);
  const sample = pages[0];
  if (sample === undefined) return { ...(asked.at(-1) as Recognised), whole: true };
  return { ...sample, exchange: { ...sample.exchange, output: joined(sample.read, pages) }, whole: wholeness(sample, byToken) };
}

const tokenOf = ({ read, exchange }: Recognised): unknown => (read.paging === undefined ? undefined : exchange.input[read.paging.token]);

function joined(read: AnyRead, pages: readonly Recognised[]): Record<string, unknown> {
  const output: Record<string, unknown> = { ...pages[0]?.exchange.output };
  for (const list of read.paging?.items ?? []) {
    const parts = pages.map(({ exchange }) => exchange.output?.[list]).filter((part) => part !== undefined);
    if (parts.length > 0) output[list] = parts.flat();
  }
  return output;
}

/** Follows the tokens from page to page; a list is whole when the last page names no next one. */
function wholeness({ read, exchange }: Recognised, byToken: ReadonlyMap<unknown, Recognised>): true | Gap {
  const gap = (why: string): Gap => ({ unread: `${read.operation} ${read.subject(exchange.input)}: ${why}` });
  const seen = new Set<unknown>();
  let token: unknown;
  for (;;) {
    const page = byToken.get(token)?.exchange;
    if (page?.output === undefined) return gap(page?.error?.code ?? (token === undefined ? 'its first page was not read' : 'its later pages were not read'));
    seen.add(token);
    token = page.output[read.paging?.next ?? ''] ?? undefined;
    if (token === undefined || token === '') return page.output.IsTruncated === true ? gap('its later pages were not read') : true;
    if (seen.has(token)) return gap('its pages go round in a circle');
  }
}
