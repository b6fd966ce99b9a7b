import type { AnyCheck } from '../check';
import { authenticatedRoleWithoutAmr } from './authenticated-role-without-amr';
import { guestAccess } from './guest-access';

/** Every check, in the order of the catalogue. A new one is one file and one line here. */
export const checks: readonly AnyCheck[] = [
  guestAccess,
  authenticatedRoleWithoutAmr,
];

const byCode = new Map(checks.map((check) => [check.code, check]));

/** A check by its code (`TRU-02`, in any case) or its name. */
export function checkNamed(name: string): AnyCheck | undefined {
  return byCode.get(name.toUpperCase()) ?? checks.find((check) => check.name === name.toLowerCase());
}
