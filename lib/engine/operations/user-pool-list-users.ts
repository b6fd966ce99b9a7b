import type { ListUsersRequest } from '@aws-sdk/client-cognito-identity-provider';
import type { UserPoolUser } from '../../world/resources';
import { operation } from '../operation';
import { pageOf } from '../page';
import { poolRules, poolWithId } from '../user-pool';
import { aboutPool, printed } from '../user-pool-admin';
import { attributeList } from '../user-pool-attributes';
import { filterRules, userFilter } from '../user-pool-filter';

/** Lists users, filtered by one attribute if wanted, up to 60 on a page. */
export const ListUsers = operation({
  name: 'cognito-idp:ListUsers',
  says: 'Lists the users of a user pool.',
  access: 'signed',
  rules: { ...poolRules, ...filterRules },
  asks: aboutPool,
  perform(input: Partial<ListUsersRequest>, context) {
    const pool = poolWithId(input.UserPoolId, context);
    const test = context.found('filter', userFilter(input.Filter), input.Filter ?? 'no filter');
    const { page, next } = pageOf(context.list('AWS::Cognito::UserPoolUser', pool.Id).filter(test), input.Limit ?? 60, input.PaginationToken);
    const wanted = input.AttributesToGet;
    const shown = (user: UserPoolUser) => attributeList(user).filter(({ Name }) => wanted === undefined || wanted.includes(Name));
    return { Users: page.map((user) => printed(user, shown(user))), ...(next === undefined ? {} : { PaginationToken: next }) };
  },
});
