import { operations } from '../engine/operations/index';
import type { Access } from '../engine/operation';

/** One line of the list of what is emulated. */
export interface EmulatedOperation {
  /** As IAM names the action. */
  readonly name: string;
  readonly says: string;
  readonly access: Access;
  /** How many of AWS's rules it applies. */
  readonly rules: number;
}

/** What the emulator performs, by service and name. Anything else is answered with `LifeguardNotEmulated`. */
export function emulated(): readonly EmulatedOperation[] {
  return operations
    .map(({ name, says, access, rules }) => ({ name, says, access, rules: Object.keys(rules).length }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
