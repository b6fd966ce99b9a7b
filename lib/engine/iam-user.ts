import type { User } from '../world/resources';
import { boundaryKey, boundaryOf, iamArn, noSuchEntity } from './iam-entity';
import { entityId } from './mint';
import type { OperationContext, Question } from './operation';
import type { Rule } from './refusal';

export const userRule = {
  user: {
    says: 'The IAM user exists.',
    label: 'user exists',
    cite: 'https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html',
    error: noSuchEntity(({ name }) => `The user with name ${name} cannot be found.`),
  },
} as const satisfies Record<string, Rule>;

export interface UserInput {
  readonly UserName?: string | undefined;
}

export function iamUserNamed(name: string | undefined, context: OperationContext<'user'>): User {
  const user = name ?? '';
  return context.found('user', context.get('AWS::IAM::User', user), user, { name: user });
}

export function aboutUser({ UserName = '' }: UserInput, context: OperationContext, keys: Question['context'] = {}): Question {
  const user = context.get('AWS::IAM::User', UserName);
  return { resource: user?.Arn ?? iamArn('user', UserName, context), context: { ...boundaryKey(user?.PermissionsBoundary), ...keys } };
}

export function describeUser(user: User) {
  return { Path: '/', UserName: user.UserName, UserId: entityId('AIDA', user.Arn), Arn: user.Arn, ...boundaryOf(user.PermissionsBoundary) };
}
