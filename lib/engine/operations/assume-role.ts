import type { AssumeRoleRequest } from '@aws-sdk/client-sts';
import { read } from '../../world/gap';
import { operation, type OperationContext, type Question } from '../operation';
import { checkRequest, grantOf, openRoleSession, roleAsked, roleSessionRules, tagKeys } from '../role-session';

/** Seconds that a session may last that was opened from another session. */
const longestChained = 3600;

/** A principal of the account takes a role: its own policies and the role's trust policy must both let it. */
export const AssumeRole = operation({
  name: 'sts:AssumeRole',
  says: 'Gives temporary credentials for a role that trusts the caller.',
  access: 'signed',
  rules: {
    region: roleSessionRules.region,
    request: roleSessionRules.request,
    role: {
      says: 'The role exists.',
      label: 'role exists',
      cite: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
      error: { code: 'AccessDenied', message: ({ arn }) => `Not authorized to assume ${arn}`, status: 403, wording: 'unconfirmed' },
    },
    chained: {
      says: 'A session opened from another session lasts an hour at most.',
      label: 'chained: 1 hour',
      cite: 'audit-rules G28',
      error: {
        code: 'ValidationError',
        message: 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining',
      },
    },
    duration: roleSessionRules.duration,
    packed: roleSessionRules.packed,
  },
  asks(input: AssumeRoleRequest, context): readonly Question[] {
    const keys = {
      'sts:RoleSessionName': input.RoleSessionName ?? '',
      ...(input.ExternalId === undefined ? {} : { 'sts:ExternalId': input.ExternalId }),
      ...tagKeys('aws:RequestTag', tagsOf(input)),
    };
    const question = { resource: input.RoleArn ?? '', context: keys, resourcePolicy: trustPolicy(input, context) };
    return (input.Tags ?? []).length === 0 ? [question] : [question, { ...question, action: 'sts:TagSession' }];
  },
  perform(input: AssumeRoleRequest, context) {
    checkRequest(input, context);
    const { RoleArn = '', RoleSessionName = '', DurationSeconds = 3600 } = input;
    const role = context.found('role', roleAsked(RoleArn, context), RoleArn, { arn: RoleArn });
    if (context.caller.kind === 'session') context.hold('chained', DurationSeconds <= longestChained, `${DurationSeconds} s, from a session`);
    return grantOf(openRoleSession(role, { ...input, RoleSessionName }, tagsOf(input), {}, context));
  },
});

function tagsOf({ Tags = [] }: AssumeRoleRequest): Readonly<Record<string, string>> {
  return Object.fromEntries(Tags.map((tag) => [tag.Key ?? '', tag.Value ?? '']));
}

/** The trust policy; one that trusts nobody when there is no such role, as AWS then says the same. */
function trustPolicy({ RoleArn = '' }: AssumeRoleRequest, context: OperationContext) {
  const role = roleAsked(RoleArn, context);
  return { name: `trust policy of ${RoleArn.slice(RoleArn.lastIndexOf('/') + 1)}`, document: role === undefined ? nobody : read(role.AssumeRolePolicyDocument) };
}

const nobody = { Version: '2012-10-17', Statement: [] };
