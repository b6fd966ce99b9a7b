import type { UserPoolGroup } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';

export const groupRules = {
  group: {
    says: 'The group exists in the pool.',
    label: 'group exists',
    cite: 'https://github.com/aws-amplify/amplify-cli/issues/2214',
    error: { code: 'ResourceNotFoundException', message: 'Group not found.' },
  },
} as const satisfies Record<string, Rule>;

export function groupOfPool(
  input: { readonly UserPoolId?: string; readonly GroupName?: string },
  context: OperationContext<keyof typeof groupRules>,
): UserPoolGroup {
  const group = context.get('AWS::Cognito::UserPoolGroup', `${input.UserPoolId}/${input.GroupName}`);
  return context.found('group', group, `${input.GroupName} ${group === undefined ? 'is not there' : 'is there'}`);
}

export const newGroupRules = {
  nameFree: {
    says: 'The pool has no group of this name yet.',
    label: 'name is free',
    cite: apiReference('cognito-idp', 'CreateGroup'),
    error: { code: 'GroupExistsException', message: 'A group with the name already exists.', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

interface GroupFields {
  readonly Description?: string;
  readonly RoleArn?: string;
  readonly Precedence?: number;
}

/** A group with the fields that the request has. */
export function groupFrom({ Description, RoleArn, Precedence }: GroupFields, before: UserPoolGroup, now: number): UserPoolGroup {
  return {
    ...before,
    ...(Description === undefined ? {} : { Description }),
    ...(RoleArn === undefined ? {} : { RoleArn }),
    ...(Precedence === undefined ? {} : { Precedence }),
    LastModifiedDate: now,
  };
}

/** Whoever gives a group a role must be allowed to pass it to Cognito. */
export function passRole(RoleArn: string | undefined, context: OperationContext): void {
  if (RoleArn === undefined) return;
  context.authorize({ action: 'iam:PassRole', resource: RoleArn, context: { 'iam:PassedToService': 'cognito-idp.amazonaws.com' } });
}
