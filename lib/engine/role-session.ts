import type { Context } from '../iam/decision';
import type { Role } from '../world/resources';
import { NotRead } from '../world/gap';
import { accountOf, roleNameOf } from './authorization';
import { entityId } from './mint';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { inlineSessionPolicy, managedSessionPolicy, openSession } from './sessions';
import type { Session, SessionPolicy } from './state';

/** What every AssumeRole… request may ask for. */
export interface RoleRequest {
  readonly RoleArn?: string;
  readonly DurationSeconds?: number;
  readonly Policy?: string;
  readonly PolicyArns?: readonly { readonly arn?: string }[];
}

const defaultDuration = 3600;
/** IAM lets a role's sessions last an hour unless the role says otherwise. */
const defaultMaximum = 3600;
/** Bytes of session tags, keys and values together, that fit (aws-facts §4). */
const mostTagBytes = 460;

/** The rules that all of STS's AssumeRole operations share. */
export const roleSessionRules = {
  region: {
    says: 'The account has STS switched on in this region.',
    label: 'STS on',
    cite: 'aws-facts §3b',
    error: { code: 'RegionDisabledException', message: 'STS is not activated in this region for the account.', status: 403, wording: 'unconfirmed' },
  },
  request: {
    says: 'DurationSeconds is at least 900 and at most 43200.',
    label: 'duration valid',
    cite: 'aws-facts §2.13',
    error: {
      code: 'ValidationError',
      message: ({ seconds }) => `1 validation error detected: Value '${seconds}' at 'durationSeconds' is out of range`,
      wording: 'unconfirmed',
    },
  },
  duration: {
    says: 'The session lasts no longer than the role’s MaxSessionDuration.',
    label: 'duration',
    cite: 'aws-facts §3b',
    inferred: true,
    error: { code: 'ValidationError', message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.' },
  },
  packed: {
    says: 'Session policies and tags fit into the session token.',
    label: 'fits the token',
    cite: 'aws-facts §3a, CloudTrail behind row 11',
    inferred: true,
    error: { code: 'PackedPolicyTooLarge', message: ({ percent }) => `Packed size of session tags consumes ${percent}% of allotted space.` },
  },
} as const satisfies Record<string, Rule>;

export type RoleSessionRule = keyof typeof roleSessionRules;

/**
 * The role that an STS request names; undefined when this account has none of that name and path.
 * @throws NotRead for a role of another account: nobody knows whom it trusts.
 */
export function roleAsked(RoleArn: string, context: Pick<OperationContext, 'get' | 'account'>): Role | undefined {
  if (accountOf(RoleArn) !== context.account) throw new NotRead(`role ${RoleArn} of another account`);
  const role = context.get('AWS::IAM::Role', roleNameOf(RoleArn));
  return role?.Arn === RoleArn ? role : undefined;
}

/** Checks what does not need the role. */
export function checkRequest({ DurationSeconds = defaultDuration }: RoleRequest, context: OperationContext<RoleSessionRule>): void {
  if (!context.hasSts) context.refuse('region', context.region);
  context.hold('request', DurationSeconds >= 900 && DurationSeconds <= 43_200, `${DurationSeconds} s`, { seconds: DurationSeconds });
}

/** Opens a session of a role that has been found to admit the caller. */
export function openRoleSession(
  role: Role,
  asked: RoleRequest & { readonly RoleSessionName: string },
  tags: Readonly<Record<string, string>>,
  keys: Context,
  context: OperationContext<RoleSessionRule>,
): Session {
  const { DurationSeconds = defaultDuration } = asked;
  const most = role.MaxSessionDuration ?? defaultMaximum;
  context.hold('duration', DurationSeconds <= most, `${DurationSeconds} s; the role allows ${most} s`);
  const bytes = Object.entries(tags).reduce((sum, [tag, value]) => sum + tag.length + value.length, 0);
  context.hold('packed', bytes <= mostTagBytes, `${bytes} bytes of session tags`, { percent: Math.ceil((bytes / mostTagBytes) * 100) });
  return openSession(context.seed, context.draw('access-key'), {
    roleArn: role.Arn,
    roleId: roleIdOf(role),
    sessionName: asked.RoleSessionName,
    issuedAt: context.now,
    Expiration: context.now + DurationSeconds,
    context: { ...keys, ...tagKeys('aws:PrincipalTag', tags) },
    sessionPolicies: [sessionPoliciesIn(asked, context)],
  });
}

/** Credentials and the user they are for, as STS prints them. */
export function grantOf({ AccessKeyId, SecretAccessKey, SessionToken, Expiration, arn, userId }: Session) {
  return {
    Credentials: { AccessKeyId, SecretAccessKey, SessionToken, Expiration },
    AssumedRoleUser: { Arn: arn, AssumedRoleId: userId },
  };
}

/** A role's `AROA…` id; worlds need not give one. */
export function roleIdOf(role: Role): string {
  return role.RoleId ?? entityId('AROA', role.Arn);
}

/** Tags as condition keys. */
export function tagKeys(key: 'aws:PrincipalTag' | 'aws:RequestTag', tags: Readonly<Record<string, string>>): Context {
  return Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`${key}/${tag}`, value]));
}

/** The layer of session policies that a request passes; null when it passes none. */
function sessionPoliciesIn({ Policy, PolicyArns = [] }: RoleRequest, context: Pick<OperationContext, 'get'>): readonly SessionPolicy[] | null {
  const managed = PolicyArns.map(({ arn = '' }) => managedSessionPolicy(arn, context.get) ?? { arn, name: arn, document: noPermissions });
  const all = Policy === undefined ? managed : [inlineSessionPolicy(Policy), ...managed];
  return all.length === 0 ? null : all;
}

const noPermissions = { Version: '2012-10-17', Statement: [] };
