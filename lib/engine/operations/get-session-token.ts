import { NotEmulated } from '../../world/gap';
import { operation } from '../operation';

/** Temporary credentials do not beget others this way. */
export const GetSessionToken = operation({
  name: 'sts:GetSessionToken',
  says: 'Gives an IAM user temporary credentials; sessions get none.',
  access: 'signed',
  rules: {
    user: {
      says: 'The caller has a long-lived key, not a session.',
      label: 'no session',
      cite: 'aws-facts §3c',
      error: { code: 'AccessDenied', message: 'Cannot call GetSessionToken with session credentials', status: 403 },
    },
  },
  asks: () => [],
  perform(_input: object, context) {
    context.hold('user', context.caller.kind !== 'session', `the caller is a ${context.caller.kind}`);
    throw new NotEmulated('sts:GetSessionToken for a long-lived key');
  },
});
