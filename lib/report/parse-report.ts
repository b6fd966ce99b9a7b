import { z } from 'zod';
import { firstProblem, parseJson, Unreadable } from '../snapshot/snapshot';
import type { Report } from './report';

const severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
const texts = z.array(z.string());
const resource = z.object({ type: z.string(), id: z.string() });
const decision = z.object({ principal: z.string(), action: z.string(), resource: z.string(), answer: z.string(), decidedBy: z.object({ layer: z.string(), policy: z.string().optional(), statement: z.number().optional(), sid: z.string().optional() }).optional() });

const step = z.object({
  operation: z.string(),
  by: z.string(),
  input: z.unknown(),
  output: z.unknown().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  refusedBy: z.string().optional(),
  decisions: z.array(decision).optional(),
  get inside() {
    return z.array(step).optional();
  },
});

const verdict = z.object({
  account: z.string().optional(),
  check: z.string(),
  name: z.string(),
  title: z.string(),
  pool: z.string(),
  resource,
  verdict: z.enum(['fail', 'pass', 'unknown', 'not-applicable']),
  severity: severity.optional(),
  confidence: z.enum(['proved', 'plausible', 'contested', 'latent']).optional(),
  actor: z.enum(['anonymous', 'self-registered', 'signed-in', 'claim-holder', 'aws-principal']).optional(),
  message: z.string(),
  why: z.string().optional(),
  proof: z.object({ title: z.string(), steps: z.array(step), ended: z.string() }).optional(),
  fix: z
    .object({
      summary: z.string(),
      warning: z.string().optional(),
      patches: z.array(z.object({ resource, diff: texts })),
      texts: z.array(z.object({ tool: z.string(), text: z.string() })),
      replay: z.object({ says: z.string(), ended: z.string() }),
      intended: z.array(z.object({ title: z.string(), works: z.boolean() })),
    })
    .optional(),
  references: texts,
  unread: texts.optional(),
  suppressed: z.object({ reason: z.string(), expires: z.string() }).optional(),
});

const report = z.object({
  lifeguardReport: z.literal(1, 'must be 1, the only version there is'),
  tool: z.object({ name: z.literal('lifeguard'), version: z.string() }),
  takenAt: z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be a date such as 2026-11-22T21:00:00Z'),
  account: z.string(),
  partition: z.string(),
  accounts: z.array(z.object({ account: z.string(), partition: z.string(), takenAt: z.string() })).optional(),
  pools: z.array(z.object({ account: z.string().optional(), id: z.string(), name: z.string(), region: z.string() })),
  verdicts: z.array(verdict),
  reach: z.array(
    z.object({
      account: z.string().optional(),
      pool: z.string(),
      actor: z.string(),
      who: z.string(),
      flow: z.enum(['enhanced', 'classic']),
      role: z.string().nullable(),
      credentials: z.boolean().nullable(),
      worst: z.string(),
      severity: severity.nullable(),
      actions: z.object({ allowed: z.number(), conditional: z.number() }),
    }),
  ),
  unread: texts,
  summary: z.record(z.string(), z.number()),
});

/**
 * The report in a text.
 * @param where the name of the file, for the sentence when it cannot be used
 * @throws Unreadable
 */
export function parseReport(text: string, where: string): Report {
  const parsed = report.safeParse(parseJson(text, where));
  if (parsed.success) return parsed.data as unknown as Report;
  throw new Unreadable(`${where} is not a report: ${firstProblem(parsed.error)}. Make it anew with lifeguard audit --format json.`);
}
