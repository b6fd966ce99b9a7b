import { z } from 'zod';
import { firstProblem, parseJson, Unreadable } from '../snapshot/snapshot';
import type { Verdict } from '../audit/verdict';

/** A finding that somebody decided to live with: why, and until when. */
export interface Suppression {
  /** The catalogue's code, or the check's name. */
  readonly check: string;
  /** Any pool, any resource, when left out. */
  readonly pool?: string;
  readonly resource?: string;
  readonly reason: string;
  /** The last day on which it holds, `2027-01-31`. */
  readonly expires: string;
}

const suppression = z.strictObject({
  check: z.string().min(1, 'must name a check such as TRU-02'),
  pool: z.string().optional(),
  resource: z.string().optional(),
  reason: z.string('must say why').trim().min(1, 'must say why'),
  expires: z
    .string('must be a date such as 2027-01-31')
    .regex(/^\d{4}-\d\d-\d\d$/, 'must be a date such as 2027-01-31')
    .refine((day) => !Number.isNaN(Date.parse(day)), 'must be a date such as 2027-01-31'),
});

const file = z.strictObject({ lifeguardSuppressions: z.literal(1, 'must be 1, the only version there is'), suppressions: z.array(suppression) });

/**
 * The suppressions in a file: `{ "lifeguardSuppressions": 1, "suppressions": [ { "check", "pool"?, "resource"?, "reason", "expires" } ] }`.
 * @throws Unreadable
 */
export function parseSuppressions(text: string, where: string): readonly Suppression[] {
  const parsed = file.safeParse(parseJson(text, where));
  if (parsed.success) return parsed.data.suppressions;
  throw new Unreadable(`${where} is not a list of suppressions: ${firstProblem(parsed.error)}. Each needs a check, a reason and a day on which it expires.`);
}

/** Whether a suppression still holds at a time (ISO 8601). */
export function holds({ expires }: Suppression, at: string): boolean {
  return at.slice(0, 10) <= expires;
}

/** Whether a suppression speaks of a verdict. */
export function speaksOf({ check, pool, resource }: Suppression, verdict: Pick<Verdict, 'check' | 'pool' | 'resource'>): boolean {
  const named = check === verdict.check.code || check === verdict.check.name;
  return named && (pool === undefined || pool === verdict.pool) && (resource === undefined || resource === verdict.resource.id);
}

/** What people should know about their suppressions: those that expired, and those that nothing answers to. */
export function staleSuppressions(suppressions: readonly Suppression[], verdicts: readonly Verdict[], at: string): readonly string[] {
  const fails = verdicts.filter(({ verdict }) => verdict === 'fail');
  return suppressions.flatMap((each) => {
    const what = [each.check, each.resource ?? each.pool].filter((part) => part !== undefined).join(' on ');
    if (!holds(each, at)) return [`The suppression of ${what} expired on ${each.expires}: mend it, or give it a new date.`];
    return fails.some((verdict) => speaksOf(each, verdict)) ? [] : [`The suppression of ${what} fits no finding: it can be removed.`];
  });
}
