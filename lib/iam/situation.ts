import { openKeys, type Asked } from './context';
import type { AccessRequest, PolicySet } from './decision';
import { callerOf, hasAccount, type Caller } from './principal';

/** How a request stands to the policies: who asks, and what kind of question it is. */
export interface Situation extends Asked {
  readonly caller: Caller;
  /** Whether the resource is the caller's account's own. */
  readonly sameAccount: boolean;
  /** Identity-based policies count: the caller is an identity of an account, and the call is signed with its credentials. */
  readonly withIdentity: boolean;
  /** The resource policy has to allow as well, even within the account: trust policies and key policies. */
  readonly needsResourcePolicy: boolean;
  readonly isTrust: boolean;
  readonly isKey: boolean;
  /** Whether the caller has a permissions boundary. */
  readonly bounded: boolean;
}

/** Actions on a role that its trust policy decides. */
const TRUST_ACTIONS: readonly string[] = [
  'sts:assumerole', 'sts:assumerolewithwebidentity', 'sts:assumerolewithsaml', 'sts:tagsession', 'sts:setsourceidentity', 'sts:setcontext',
];

/** Calls that need no AWS credentials: only the trust policy is asked. */
const UNSIGNED_ACTIONS: readonly string[] = ['sts:assumerolewithwebidentity', 'sts:assumerolewithsaml'];

export function situate(request: AccessRequest, policies: PolicySet): Situation {
  const { context, resource } = request;
  const action = request.action.toLowerCase();
  const caller = callerOf(request.principal);
  const isTrust = action.startsWith('sts:') && TRUST_ACTIONS.includes(action);
  const isKey = action.startsWith('kms:') && resource.includes(':key/');
  const owner = request.resourceAccount ?? accountOf(resource);
  return {
    request,
    action,
    resource,
    context,
    open: openKeys(request),
    caller,
    sameAccount: owner === '' || owner === caller.account,
    withIdentity: hasAccount(caller) && !(isTrust && UNSIGNED_ACTIONS.includes(action)),
    needsResourcePolicy: isTrust || (isKey && policies.resource !== undefined),
    isTrust,
    isKey,
    bounded: policies.boundary !== undefined,
  };
}

/** The account in an ARN; empty when it names none. */
function accountOf(arn: string): string {
  if (!arn.startsWith('arn:')) return '';
  let from = 0;
  for (let i = 0; i < 4; i++) {
    from = arn.indexOf(':', from) + 1;
    if (from === 0) return '';
  }
  const end = arn.indexOf(':', from);
  return end < 0 ? '' : arn.slice(from, end);
}
