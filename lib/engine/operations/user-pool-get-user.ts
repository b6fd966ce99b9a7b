import type { GetUserRequest } from '@aws-sdk/client-cognito-identity-provider';
import { operation } from '../operation';
import { accessRules, callerOf } from '../user-pool-access';
import { attributeList, isReadable } from '../user-pool-attributes';
import { factorsEnabled } from '../user-pool-mfa';

/** What a user may read of themselves with their access token. */
export const GetUser = operation({
  name: 'cognito-idp:GetUser',
  says: 'Returns the attributes of the user whose access token this is.',
  access: 'public',
  rules: accessRules,
  perform(input: Partial<GetUserRequest>, context) {
    const { client, user } = callerOf(input.AccessToken, context);
    const factors = factorsEnabled(user);
    return {
      Username: user.Username,
      UserAttributes: attributeList(user).filter(({ Name }) => Name === 'sub' || Name === 'identities' || isReadable(client, Name)),
      ...(factors.length > 0 ? { UserMFASettingList: factors } : {}),
      ...(user.mfa?.preferred === undefined ? {} : { PreferredMfaSetting: user.mfa.preferred }),
    };
  },
});
