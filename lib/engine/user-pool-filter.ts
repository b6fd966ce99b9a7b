import type { UserPoolUser } from '../world/resources';
import { apiReference } from './api-reference';
import type { Rule } from './refusal';

export const filterRules = {
  filter: {
    says: 'A filter names one attribute, = or ^=, and a value in quotation marks.',
    label: 'filter',
    cite: apiReference('cognito-idp', 'ListUsers'),
    error: { code: 'InvalidParameterException', message: 'Error while parsing filter', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** The users that ListUsers' `Filter` asks for; undefined when it cannot be read. */
export function userFilter(filter: string | undefined): ((user: UserPoolUser) => boolean) | undefined {
  if (filter === undefined || filter === '') return () => true;
  const [, attribute, comparison, quoted] = /^"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"$/.exec(filter.trim()) ?? [];
  if (attribute === undefined || quoted === undefined) return undefined;
  const value = quoted.replace(/\\(.)/g, '$1');
  return (user) => {
    const has = valueOf(user, attribute);
    return comparison === '=' ? has === value : has?.startsWith(value) === true;
  };
}

function valueOf(user: UserPoolUser, attribute: string): string | undefined {
  if (attribute === 'username') return user.Username;
  if (attribute === 'status') return user.Enabled ? 'Enabled' : 'Disabled';
  return attribute === 'cognito:user_status' ? user.UserStatus : user.Attributes[attribute];
}
