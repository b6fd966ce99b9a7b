import type { AnyCheck } from '../check';
import { appNotTrusted } from './app-not-trusted';
import { authenticatedRoleWithoutAmr } from './authenticated-role-without-amr';
import { classicFlowHeldByMappings } from './classic-flow-held-by-mappings';
import { classicFlowOn } from './classic-flow-on';
import { classicFlowUnset } from './classic-flow-unset';
import { deletedAppClient } from './deleted-app-client';
import { deletedUserPool } from './deleted-user-pool';
import { foreignUserPool } from './foreign-user-pool';
import { groupRoleByClassicFlow } from './group-role-by-classic-flow';
import { guestAccess } from './guest-access';
import { guestCeilingBypass } from './guest-ceiling-bypass';
import { noTrustedProvider } from './no-trusted-provider';
import { roleWithoutAud } from './role-without-aud';
import { roleWithoutConditions } from './role-without-conditions';

/** Every check, in the order of the catalogue. A new one is one file and one line here. */
export const checks: readonly AnyCheck[] = [
  guestAccess,
  classicFlowOn,
  classicFlowUnset,
  classicFlowHeldByMappings,
  guestCeilingBypass,
  noTrustedProvider,
  appNotTrusted,
  deletedUserPool,
  deletedAppClient,
  foreignUserPool,
  roleWithoutAud,
  authenticatedRoleWithoutAmr,
  roleWithoutConditions,
  groupRoleByClassicFlow,
];

const byCode = new Map(checks.map((check) => [check.code, check]));

/** A check by its code (`TRU-02`, in any case) or its name. */
export function checkNamed(name: string): AnyCheck | undefined {
  return byCode.get(name.toUpperCase()) ?? checks.find((check) => check.name === name.toLowerCase());
}
