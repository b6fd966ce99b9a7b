import type { UserPool, UserPoolUser } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { userId } from './user-pool';
import { signOutEverywhere } from './user-pool-access';
import { changed, type Attributes } from './user-pool-attributes';
import { codeLifetimes, sendCode, type CodeDelivery } from './user-pool-codes';
import { type aliasRules, checkAlias } from './user-pool-usernames';

/** The attributes that are addresses: only they can be verified. */
const addresses = ['email', 'phone_number'] as const;

export const addressRules = {
  address: {
    says: 'The attribute is an e-mail address or phone number that the user has.',
    label: 'an address',
    cite: apiReference('cognito-idp', 'VerifyUserAttribute'),
    error: { code: 'InvalidParameterException', message: ({ name }) => `${name} cannot be verified`, wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** The name of an attribute, if it is one that can be verified. */
export function addressOnly(name: string | undefined, context: OperationContext<keyof typeof addressRules>): (typeof addresses)[number] {
  return context.found('address', addresses.find((one) => one === name), `${name} ${addresses.some((one) => one === name) ? 'can' : 'cannot'} be verified`, {
    name: name ?? '',
  });
}

/**
 * Changes attributes on the user's own behalf. A changed address has to be verified anew; with
 * AttributesRequireVerificationBeforeUpdate the old one stays until then, without it the new one counts at once.
 * @returns the codes sent.
 */
export function updateOwnAttributes(
  pool: UserPool,
  user: UserPoolUser,
  attributes: Attributes,
  context: OperationContext<keyof typeof aliasRules>,
): readonly CodeDelivery[] {
  const now: Record<string, string> = { ...attributes };
  const sent: CodeDelivery[] = [];
  for (const attribute of addresses) {
    const address = attributes[attribute];
    if (address === undefined || address === user.Attributes[attribute]) continue;
    const verifies = pool.AutoVerifiedAttributes?.includes(attribute) === true && address !== '';
    const waits = verifies && pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate?.includes(attribute) === true;
    if (pool.UsernameAttributes?.includes(attribute)) checkAlias(user, pool, attribute, address, context);
    if (waits) delete now[attribute];
    else now[`${attribute}_verified`] = address === '' ? '' : 'false';
    if (verifies) sent.push(sendCode(`attribute ${attribute}`, user, { attribute, address }, codeLifetimes.confirmation, context));
  }
  context.put('AWS::Cognito::UserPoolUser', userId(user), { ...user, Attributes: changed(user.Attributes, now), UserLastModifiedDate: context.now });
  return sent;
}

/** Deletes a user, and ends their sign-ins. */
export function removeUser(user: UserPoolUser, context: OperationContext): void {
  signOutEverywhere(user, context);
  context.put('AWS::Cognito::UserPoolUser', userId(user), undefined);
}
