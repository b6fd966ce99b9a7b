import { perform } from '../engine/perform';
import { defaultStart } from '../engine/scenario';
import { newState } from '../engine/state';
import { NotEmulated } from '../world/gap';
import type { World } from '../world/world';
import type { Send } from './recorder';

/** An error as the SDK would throw it. */
class Refusal extends Error {
  readonly $metadata: { readonly httpStatusCode: number };
  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = code;
    this.$metadata = { httpStatusCode: status };
  }
}

/** Answers reads from a world, as AWS would answer its operator: an account that is there without any network. */
export function emulatedSender(world: World): Send {
  const state = newState(world, defaultStart);
  let count = 0;
  return (operation, _region, input) =>
    new Promise((resolve, reject) => {
      try {
        const { output, error } = perform(state, { id: `read-${count++}`, by: 'auditor', operation, input, caller: { kind: 'operator' } });
        if (error === undefined) resolve(output ?? {});
        else reject(new Refusal(error.code, error.message, error.status));
      } catch (thrown) {
        reject(thrown instanceof NotEmulated ? new Refusal('NotEmulated', thrown.message, 501) : (thrown as Error));
      }
    });
}
