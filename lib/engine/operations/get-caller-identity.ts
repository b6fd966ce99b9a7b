import { iamArn } from '../iam-entity';
import { entityId } from '../mint';
import { operation } from '../operation';

/** Who am I? The one question that needs no permission. */
export const GetCallerIdentity = operation({
  name: 'sts:GetCallerIdentity',
  says: 'Says which account and session the credentials are of.',
  access: 'signed',
  rules: {},
  perform(_input: object, { account: Account, partition, caller }) {
    if (caller.kind === 'user') {
      const Arn = iamArn('user', caller.key.UserName, { partition, account: Account });
      return { UserId: entityId('AIDA', Arn), Account, Arn };
    }
    if (caller.kind === 'session') return { UserId: caller.session.userId, Account, Arn: caller.session.arn };
    return { UserId: 'AIDALIFEGUARDOPERATOR', Account, Arn: `arn:${partition}:iam::${Account}:user/operator` };
  },
});
