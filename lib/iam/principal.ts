import type { PrincipalEntry } from './policy';

export type CallerKind = 'user' | 'role' | 'session' | 'federated-user' | 'root' | 'provider' | 'service' | 'anonymous';

/** Who makes a request, read from the principal of the request. */
export interface Caller {
  readonly kind: CallerKind;
  /** The ARN or name as given. */
  readonly name: string;
  /** Empty for providers, services and anonymous callers. */
  readonly account: string;
  /** The name of the role, for a role and its sessions. */
  readonly role: string;
}

/** What a Principal entry that matches gives: authority to the caller's account, to the caller's role, or to the caller itself. */
export type Grant = 0 | 1 | 2 | 3;
export const NOBODY = 0;
export const TO_ACCOUNT = 1;
export const TO_ROLE = 2;
export const TO_CALLER = 3;

const IDENTITY_PROVIDERS: readonly string[] = ['accounts.google.com', 'graph.facebook.com', 'www.amazon.com', 'appleid.apple.com'];

let lastCaller: Caller = { kind: 'anonymous', name: '*', account: '', role: '' };

/** Reads an ARN, a provider's or service's name, or `*` for an anonymous caller. The last one is kept: a caller asks many questions. */
export function callerOf(name: string): Caller {
  if (lastCaller.name !== name) lastCaller = readCaller(name);
  return lastCaller;
}

function readCaller(name: string): Caller {
  const colon = name.startsWith('arn:') ? fourthColon(name) : -1;
  const end = colon < 0 ? -1 : name.indexOf(':', colon + 1);
  if (end < 0) return { kind: nameKind(name), name, account: '', role: '' };
  const account = name.slice(colon + 1, end);
  const slash = name.indexOf('/', end);
  switch (slash < 0 ? name.slice(end + 1) : name.slice(end + 1, slash)) {
    case 'assumed-role': {
      const last = name.indexOf('/', slash + 1);
      return { kind: 'session', name, account, role: last < 0 ? name.slice(slash + 1) : name.slice(slash + 1, last) };
    }
    case 'role':
      return { kind: 'role', name, account, role: name.slice(name.lastIndexOf('/') + 1) };
    case 'oidc-provider':
    case 'saml-provider':
      return { kind: 'provider', name, account: '', role: '' };
    case 'federated-user':
      return { kind: 'federated-user', name, account, role: '' };
    case 'root':
      return { kind: 'root', name, account, role: '' };
    default:
      return { kind: 'user', name, account, role: '' };
  }
}

function fourthColon(text: string): number {
  let at = 3;
  for (let i = 0; i < 3 && at >= 0; i++) at = text.indexOf(':', at + 1);
  return at;
}

function nameKind(name: string): CallerKind {
  if (name === '*') return 'anonymous';
  if (name.startsWith('cognito-identity') || IDENTITY_PROVIDERS.includes(name)) return 'provider';
  return name.endsWith('.amazonaws.com') || name.endsWith('.amazonaws.com.cn') ? 'service' : 'provider';
}

/** Whether the caller is an identity of an account, to which identity-based policies can apply. */
export function hasAccount(caller: Caller): boolean {
  return caller.account !== '';
}

/** One entry of a Principal element made ready. */
export interface PrincipalPattern {
  readonly entry: PrincipalEntry;
  readonly everyone: boolean;
  /** The caller that the entry names; for an account its root user. */
  readonly named: Caller;
}

export function principalPattern(entry: PrincipalEntry): PrincipalPattern {
  const { kind, value } = entry;
  const account = kind === 'AWS' && isAccountId(value);
  return {
    entry,
    everyone: value === '*' && kind === 'AWS',
    named: account ? { kind: 'root', name: value, account: value, role: '' } : callerOf(value),
  };
}

/** What one entry gives to the caller. */
export function grantOf({ entry, everyone, named }: PrincipalPattern, caller: Caller, userId: string | undefined): Grant {
  if (everyone) return TO_CALLER;
  switch (entry.kind) {
    case 'Federated':
      return caller.kind === 'provider' && (entry.value === caller.name || entry.value === '*') ? TO_CALLER : NOBODY;
    case 'Service':
      return caller.kind === 'service' && entry.value === caller.name ? TO_CALLER : NOBODY;
    case 'CanonicalUser':
      return entry.value === caller.name ? TO_CALLER : NOBODY;
  }
  if (caller.account === '') return NOBODY;
  if (named.kind === 'root') return named.account !== caller.account ? NOBODY : caller.kind === 'root' ? TO_CALLER : TO_ACCOUNT;
  if (named.kind === 'role') return named.role === caller.role && named.account === caller.account ? TO_ROLE : NOBODY;
  if (entry.value === caller.name) return TO_CALLER;
  return userId !== undefined && isUniqueId(entry.value) ? grantToId(entry.value, userId) : NOBODY;
}

/** IAM writes the unique id of a deleted user or role in the place of its ARN. */
function grantToId(id: string, userId: string): Grant {
  if (id === userId) return TO_CALLER;
  return userId.startsWith(`${id}:`) ? TO_ROLE : NOBODY;
}

function isUniqueId(value: string): boolean {
  return value.startsWith('AIDA') || value.startsWith('AROA');
}

function isAccountId(value: string): boolean {
  if (value.length !== 12) return false;
  for (let i = 0; i < 12; i++) if (value.charCodeAt(i) < 0x30 || value.charCodeAt(i) > 0x39) return false;
  return true;
}

/**
 * Whether a NotPrincipal list leaves the caller out. AWS may check the account, then the role, then the session, so a Deny spares a
 * caller only if all of them are listed.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isSpared(patterns: readonly PrincipalPattern[], caller: Caller, userId: string | undefined): boolean {
  const grants = patterns.map((pattern) => grantOf(pattern, caller, userId));
  if (patterns.some((pattern) => pattern.everyone)) return true;
  if (!grants.includes(TO_CALLER) && !(caller.kind === 'role' && grants.includes(TO_ROLE))) return false;
  if (!hasAccount(caller) || caller.kind === 'root') return true;
  return grants.includes(TO_ACCOUNT) && (caller.kind !== 'session' || grants.includes(TO_ROLE));
}
