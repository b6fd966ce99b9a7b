import { NotEmulated, NotRead, type Gap } from '../world/gap';

/** The value, or a gap that says what nobody knows. The one place where our ignorance becomes a value. */
export function orGap<T>(work: () => T): T | Gap {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof NotRead) return { unread: thrown.unread };
    if (thrown instanceof NotEmulated) return { unread: thrown.message };
    throw thrown;
  }
}
