import { alphabets, text } from './mint';
import type { OperationContext } from './operation';
import { secretOf } from './sessions';
import type { AccessKey, State } from './state';

/** A new key of a user. */
export function openAccessKey(UserName: string, context: Pick<OperationContext, 'draw' | 'keep' | 'seed'>): AccessKey {
  const AccessKeyId = `AKIA${text(context.draw('access-key'), 16, alphabets.upper)}`;
  context.keep('accessKey', AccessKeyId, { UserName });
  return { AccessKeyId, SecretAccessKey: secretOf(context.seed, AccessKeyId), UserName };
}

/** The key with this id, if this account made it for one of its users. */
export function accessKeyNamed(state: State, AccessKeyId: string): AccessKey | undefined {
  const key = state.records.accessKey?.get(AccessKeyId);
  return key === undefined ? undefined : { AccessKeyId, SecretAccessKey: secretOf(state.seed, AccessKeyId), UserName: key.UserName };
}
