import type { AdminGetUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { aboutPool, adminRules, dates, userOfPool } from '../user-pool-admin';
import { attributeList } from '../user-pool-attributes';
import { factorsEnabled } from '../user-pool-mfa';

/** Returns a user with all attributes, whatever app clients may read. */
export const AdminGetUser = operation({
  name: 'cognito-idp:AdminGetUser',
  says: 'Returns a user with all attributes.',
  access: 'signed',
  rules: adminRules,
  asks: aboutPool,
  perform(input: Partial<AdminGetUserRequest>, context) {
    const { user } = userOfPool(input, context);
    const factors = factorsEnabled(user);
    return {
      Username: user.Username,
      UserAttributes: attributeList(user),
      ...dates(user),
      Enabled: user.Enabled,
      UserStatus: user.UserStatus,
      ...(factors.length > 0 ? { UserMFASettingList: factors } : {}),
      ...(user.mfa?.preferred === undefined ? {} : { PreferredMfaSetting: user.mfa.preferred }),
    };
  },
});
