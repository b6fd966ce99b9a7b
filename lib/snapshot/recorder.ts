import { saysAbsent } from './absence';
import { codeOf, Pace, type Waiting } from './pace';
import type { AnyRead, Read } from './read';
import { reads } from './reads';
import { redact } from './redact';
import type { Exchange } from './snapshot';

/** Sends one request to AWS and resolves to its output, as the API reference has it. */
export type Send = (operation: string, region: string, input: Readonly<Record<string, unknown>>) => Promise<Readonly<Record<string, unknown>>>;

export interface Progress {
  /** Requests answered so far, and all that are known to be needed so far. */
  readonly done: number;
  readonly asked: number;
  /** The latest: `cognito-idp:DescribeUserPool`, `us-east-1_abc`. */
  readonly operation: string;
  readonly subject: string;
}

export interface RecorderOptions {
  readonly send: Send;
  readonly waiting: Waiting;
  readonly isStopped: () => boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Requests to one service at a time. */
  readonly width: number;
  /** Answers of an earlier, interrupted run, which are not asked for again. */
  readonly earlier?: readonly Exchange[];
}

/** Asks AWS, each question once, and writes down every answer and every refusal. */
export class Recorder {
  private readonly exchanges = new Map<string, Exchange>();
  private readonly asked = new Map<string, Promise<Exchange | undefined>>();
  private readonly paces = new Map<string, Pace>();

  constructor(private readonly options: RecorderOptions) {
    for (const exchange of options.earlier ?? []) {
      if (exchange.output === undefined) continue;
      const key = keyOf(exchange.operation, exchange.region, exchange.input);
      this.exchanges.set(key, exchange);
      this.asked.set(key, Promise.resolve(exchange));
    }
  }

  /** The answer, or undefined when there is none (refused, absent, stopped); the recorded exchange says why. */
  async ask<I, O>(read: Read<I, O>, region: string, input: I): Promise<O | undefined> {
    const exchange = await this.request(read, region, input as Readonly<Record<string, unknown>>);
    return exchange?.output as O | undefined;
  }

  /** Whether AWS answered that it does not exist. */
  async isAbsent<I, O>(read: Read<I, O>, region: string, input: I): Promise<boolean> {
    const exchange = await this.request(read, region, input as Readonly<Record<string, unknown>>);
    return exchange?.error !== undefined && saysAbsent(exchange.error.code);
  }

  /** All pages of a list: their outputs, as far as they could be had. */
  async askAll<I, O>(read: Read<I, O>, region: string, input: I): Promise<{ readonly pages: readonly O[]; readonly whole: boolean }> {
    const { next = '', token = '', largest = {} } = read.paging ?? {};
    const pages: O[] = [];
    const seen = new Set<unknown>();
    let page: Readonly<Record<string, unknown>> = { ...largest, ...(input as object) };
    for (;;) {
      const exchange = await this.request(read, region, page);
      if (exchange?.output === undefined) return { pages, whole: false };
      pages.push(exchange.output as O);
      const following = exchange.output[next];
      if (following === undefined || following === '') return { pages, whole: true };
      if (seen.has(following)) return { pages, whole: false };
      seen.add(following);
      page = { ...page, [token]: following };
    }
  }

  /** What was recorded, in an order that does not depend on which answer came first. */
  recorded(): readonly Exchange[] {
    const place = new Map(reads.map((read, index) => [read.operation, index]));
    return [...this.exchanges]
      .sort(([keyA, a], [keyB, b]) => (place.get(a.operation) ?? 0) - (place.get(b.operation) ?? 0) || (keyA < keyB ? -1 : 1))
      .map(([, exchange]) => exchange);
  }

  private request(read: AnyRead, region: string, input: Readonly<Record<string, unknown>>): Promise<Exchange | undefined> {
    const key = keyOf(read.operation, region, input);
    const before = this.asked.get(key);
    if (before !== undefined) return before;
    const answer = this.record(key, read, region, input);
    this.asked.set(key, answer);
    return answer;
  }

  private async record(key: string, read: AnyRead, region: string, input: Readonly<Record<string, unknown>>): Promise<Exchange | undefined> {
    if (this.options.isStopped()) return undefined;
    const exchange = await this.send(read, region, input);
    if (exchange === undefined) return undefined;
    this.exchanges.set(key, exchange);
    this.options.onProgress?.({ done: this.exchanges.size, asked: this.asked.size, operation: read.operation, subject: read.subject(input) });
    return exchange;
  }

  private async send(read: AnyRead, region: string, input: Readonly<Record<string, unknown>>): Promise<Exchange | undefined> {
    const { send, isStopped } = this.options;
    const asked = { region, operation: read.operation, input };
    try {
      const output = plain(await this.paceOf(read.operation).request(() => send(read.operation, region, input), isStopped));
      const form = read.output.safeParse(output);
      if (form.success) return { ...asked, output };
      return { ...asked, error: { code: 'MalformedAnswer', message: 'The answer has not the form that the API reference gives it.' } };
    } catch (error) {
      // What was interrupted was not read; nobody refused it.
      if (isStopped()) return undefined;
      return { ...asked, error: { code: codeOf(error), message: error instanceof Error ? error.message : '' } };
    }
  }

  private paceOf(operation: string): Pace {
    const service = operation.slice(0, operation.indexOf(':'));
    const pace = this.paces.get(service) ?? new Pace(this.options.width, this.options.waiting);
    this.paces.set(service, pace);
    return pace;
  }
}

/** The answer as the AWS CLI would print it: dates as text, no metadata of the client's, no secrets. */
function plain(output: object): Record<string, unknown> {
  const { $metadata: _metadata, ...fields } = output as { readonly $metadata?: unknown };
  return redact(JSON.parse(JSON.stringify(fields))) as Record<string, unknown>;
}

function keyOf(operation: string, region: string, input: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([operation, region, fields]);
}
