import { NotEmulated } from '../../world/gap';
import { operation } from '../operation';

export const GetFederationToken = operation({
  name: 'sts:GetFederationToken',
  says: 'Gives a federated user temporary credentials on behalf of an IAM user; sessions get none.',
  access: 'signed',
  rules: {
    user: {
      says: 'The caller has a long-lived key, not a session.',
      label: 'no session',
      cite: 'aws-facts §3c',
      error: { code: 'AccessDenied', message: 'Cannot call GetFederationToken with session credentials', status: 403 },
    },
  },
  asks: () => [],
  perform(_input: object, context) {
    context.hold('user', context.caller.kind !== 'session', `the caller is a ${context.caller.kind}`);
    throw new NotEmulated('sts:GetFederationToken for a long-lived key');
  },
});
