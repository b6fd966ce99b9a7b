import { z } from 'zod';
import { firstProblem, parseJson, Unreadable } from '../snapshot/snapshot';
import type { Report } from './report';

const severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);
const actor = z.enum(['anonymous', 'self-registered', 'signed-in', 'claim-holder', 'aws-principal']);
const flow = z.enum(['enhanced', 'classic']);
const texts = z.array(z.string());
const cell = z.object({ answer: z.enum(['crossed', 'depends', 'isolated', 'for everybody']), action: z.string(), resource: z.string() }).nullable();
/** What renderers print as it stands must be what it says it is, whoever wrote the file. */
const check = z.string().regex(/^[A-Z]{3}-\d{2}$/, 'must be a code such as TRU-02');
const account = z.string().regex(/^\d{12}(,\d{12})*$/, 'must be an account id of twelve digits');
const partition = z.string().regex(/^[a-z-]+(,[a-z-]+)*$/, 'must be a partition such as aws');
const region = z.string().regex(/^[a-z0-9-]+$/, 'must be a region such as us-east-1');
const takenAt = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be a date such as 2026-11-22T21:00:00Z');
const resource = z.object({ type: z.string().regex(/^[A-Za-z0-9:]+$/, 'must be a type such as AWS::IAM::Role'), id: z.string() });
const answer = z.enum(['Allowed', 'ExplicitlyDenied', 'ImplicitlyDenied', 'Depends']);
const layer = z.enum(['identity', 'session', 'boundary', 'resource', 'service-control', 'resource-control']);
const decision = z.object({ principal: z.string(), action: z.string(), resource: z.string(), answer, decidedBy: z.object({ layer, policy: z.string().optional(), statement: z.number().optional(), sid: z.string().optional() }).optional() });

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
  account: account.optional(),
  check,
  name: z.string(),
  title: z.string(),
  pool: z.string(),
  resource,
  verdict: z.enum(['fail', 'pass', 'unknown', 'not-applicable']),
  severity: severity.optional(),
  confidence: z.enum(['proved', 'plausible', 'contested', 'latent']).optional(),
  actor: actor.optional(),
  message: z.string(),
  why: z.string().optional(),
  proof: z.object({ title: z.string(), steps: z.array(step), ended: z.string() }).optional(),
  fix: z
    .object({
      summary: z.string(),
      warning: z.string().optional(),
      patches: z.array(z.object({ resource, diff: texts })),
      texts: z.array(z.object({ tool: z.enum(['AWS CLI', 'CloudFormation', 'CDK', 'Terraform']), text: z.string() })),
      replay: z.object({ says: z.string(), ended: z.string() }),
      intended: z.array(z.object({ title: z.string(), works: z.boolean() })),
    })
    .optional(),
  references: texts,
  secondOpinions: z
    .array(z.object({ by: z.enum(['access-analyzer:ValidatePolicy', 'iam:SimulateCustomPolicy']), answeredBy: z.string(), about: z.string(), says: z.string(), agrees: z.boolean().nullable() }))
    .optional(),
  unread: texts.optional(),
  suppressed: z.object({ reason: z.string(), expires: z.string() }).optional(),
});

const report = z.object({
  lifeguardReport: z.literal(1, 'must be 1, the only version there is'),
  tool: z.object({ name: z.literal('lifeguard'), version: z.string() }),
  takenAt,
  account,
  partition,
  accounts: z.array(z.object({ account, partition, takenAt })).optional(),
  pools: z.array(z.object({ account: account.optional(), id: z.string(), name: z.string(), region })),
  verdicts: z.array(verdict),
  reach: z.array(
    z.object({
      check: check.optional(),
      account: account.optional(),
      pool: z.string(),
      actor,
      who: z.string(),
      flow,
      role: z.string().nullable(),
      credentials: z.boolean().nullable(),
      worst: z.string(),
      severity: severity.nullable(),
      actions: z.object({ allowed: z.number(), conditional: z.number() }),
    }).transform(withCode),
  ),
  administrator: z
    .array(
      z.object({
        check,
        pool: z.string(),
        from: z.object({ actor, who: z.string(), flow, role: z.string() }).nullable(),
        steps: z.array(z.object({ does: z.string(), on: z.string().nullable(), actions: texts })),
        confidence: z.enum(['proved', 'plausible', 'contested']).nullable(),
        unread: texts,
        account: account.optional(),
      }),
    )
    .default([]),
  isolation: z
    .array(
      z.object({
        check,
        pool: z.string(),
        role: z.string(),
        who: z.string(),
        flow,
        statements: z.array(z.object({ policy: z.string(), statement: z.number(), sid: z.string().nullable(), read: cell, list: cell, write: cell, delete: cell })),
        unread: z.string().nullable(),
        account: account.optional(),
      }),
    )
    .default([]),
  coverage: z.array(z.object({ check, pool: z.string(), unread: texts, neverRead: texts, notSecret: texts, account: account.optional() })).default([]),
  unread: texts,
  summary: z.record(z.string(), z.number()),
});

const codes = { anonymous: 'RCH-01', 'self-registered': 'RCH-02', 'signed-in': 'RCH-03', 'claim-holder': 'RCH-04', 'aws-principal': 'RCH-03' } as const;

/** Lines of earlier reports do not say which question they answer. */
function withCode<T extends { readonly check?: string | undefined; readonly actor: keyof typeof codes }>(line: T): T & { readonly check: string } {
  return { ...line, check: line.check ?? codes[line.actor] };
}

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
