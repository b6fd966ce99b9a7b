import { z } from 'zod';

/** One request to AWS with its verbatim answer, or the error in its place. */
export interface Exchange {
  readonly region: string;
  /** `service:Operation`, the service as IAM's prefix. */
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string; readonly message: string };
  /** Of a second opinion: the host that gave it, where it was not AWS. */
  readonly endpoint?: string;
}

/** What an account answered, dated. A file that people keep: its meaning changes only with its number. */
export interface Snapshot {
  readonly lifeguardSnapshot: 1;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  readonly account: string;
  readonly partition: string;
  readonly exchanges: readonly Exchange[];
}

/** A file that cannot be used: one sentence that says what is wrong, where, and what to do. */
export class Unreadable extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = 'Unreadable';
  }
}

const fields = z.record(z.string(), z.unknown());

const exchange = z
  .object({
    region: z.string(),
    operation: z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9]+$/, 'must read like cognito-identity:DescribeIdentityPool'),
    input: fields,
    output: fields.optional(),
    error: z.object({ code: z.string(), message: z.string().default('') }).optional(),
    endpoint: z.string().optional(),
  })
  .refine((one) => (one.output === undefined) !== (one.error === undefined), 'must have either an output or an error');

const snapshot = z.object({
  lifeguardSnapshot: z.literal(1, 'must be 1, the only version there is'),
  takenAt: z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be a date such as 2026-11-22T21:00:00Z'),
  account: z.string().regex(/^\d{12}$/, 'must be an account id of twelve digits'),
  partition: z.string().default('aws'),
  exchanges: z.array(exchange),
});

/**
 * The snapshot in a parsed JSON value.
 * @param where the name of the file, for the sentence when it cannot be used
 * @throws Unreadable
 */
export function parseSnapshot(value: unknown, where: string): Snapshot {
  const parsed = snapshot.safeParse(value);
  if (parsed.success) return parsed.data as Snapshot;
  throw new Unreadable(`${where} is not a snapshot: ${firstProblem(parsed.error)}. Take it anew with lifeguard snapshot, or mend that place.`);
}

/** The JSON value in a text. @throws Unreadable */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    const what = text.trim() === '' ? 'it is empty' : (error as Error).message;
    throw new Unreadable(`${where} is not JSON (${what}): give a file that lifeguard snapshot or the AWS CLI wrote.`);
  }
}

/** The first thing that a schema found wrong, as `exchanges[3].input must be …`. */
export function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'its form is wrong';
  const path = issue.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  const place = path === '' ? 'the file' : path.replace(/^\./, '');
  return `${place} ${issue.message.startsWith('must') ? issue.message : `is wrong (${issue.message})`}`;
}

/** A snapshot as people keep it: indented, with a fixed order of keys, so that two of them can be compared line by line. */
export function snapshotText(taken: Snapshot): string {
  const { lifeguardSnapshot, takenAt, account, partition, exchanges } = taken;
  const rows = exchanges.map(({ region, operation, input, output, error, endpoint }) => ({ region, operation, input, output, error, endpoint }));
  return `${JSON.stringify({ lifeguardSnapshot, takenAt, account, partition, exchanges: rows }, undefined, 2)}\n`;
}
