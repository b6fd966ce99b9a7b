import { decodeToken } from '../engine/token';

/** Everything that travels over the stage. */
export type ChipKind = 'id' | 'assertion' | 'access' | 'refresh' | 'openid' | 'credentials' | 'identity' | 'guest';

/** One thing that travels, as it was sent. */
export interface Chip {
  readonly kind: ChipKind;
  /** Epoch seconds; undefined when it does not expire or nobody can tell from the thing itself. */
  readonly expiresAt?: number;
  /** The token itself, where it is one. */
  readonly token?: string;
  /** An identity id, an access key id. */
  readonly text?: string;
}

/** How each kind is called on a chip that moves, and in a wallet. */
export const chipNames: Readonly<Record<ChipKind, { readonly full: string; readonly short: string }>> = {
  id: { full: 'ID token', short: 'ID' },
  assertion: { full: 'SAML assertion', short: 'SAML' },
  access: { full: 'Access token', short: 'Access' },
  refresh: { full: 'Refresh token', short: 'Refresh' },
  openid: { full: 'OpenID token', short: 'OpenID' },
  credentials: { full: 'AWS credentials', short: 'AWS keys' },
  identity: { full: 'Identity ID', short: 'Identity' },
  guest: { full: 'Guest identity', short: 'Guest' },
};

/** The order in which a wallet shows them. */
export const chipOrder: readonly ChipKind[] = ['id', 'assertion', 'access', 'refresh', 'openid', 'identity', 'guest', 'credentials'];

const identityPoolIssuer = 'https://cognito-identity.amazonaws.com';

/**
 * The chips in a request or an answer, found by what they are and not by the operation, each kind once.
 * An identity counts only in an answer: a request that names one carries no proof.
 */
export function chipsIn(payload: unknown, direction: 'request' | 'answer'): readonly Chip[] {
  const found = new Map<ChipKind, Chip>();
  visit(payload, '', (field, value) => {
    const chip = typeof value === 'string' ? chipOf(field, value) : credentialsOf(value);
    if (chip === undefined || (chip.kind === 'identity' && direction === 'request')) return;
    if (!found.has(chip.kind)) found.set(chip.kind, chip);
  });
  return chipOrder.flatMap((kind) => found.get(kind) ?? []);
}

const refreshFields: ReadonlySet<string> = new Set(['RefreshToken', 'REFRESH_TOKEN', 'refresh_token']);

function chipOf(field: string, value: string): Chip | undefined {
  if (refreshFields.has(field)) return { kind: 'refresh', token: value };
  if (field === 'SAMLResponse' || field === 'SAMLAssertion' || field.includes(':saml-provider/')) return { kind: 'assertion', text: value };
  if (field === 'IdentityId') return { kind: 'identity', text: value };
  if (field === 'Token' && value.split('.').length === 5) return { kind: 'refresh', token: value };
  const claims = value.startsWith('ey') ? decodeToken(value)?.claims : undefined;
  if (claims === undefined) return undefined;
  const expiresAt = typeof claims.exp === 'number' ? claims.exp : undefined;
  if (claims.iss === identityPoolIssuer) return { kind: 'openid', token: value, expiresAt };
  if (claims.token_use === 'access') return { kind: 'access', token: value, expiresAt };
  return { kind: 'id', token: value, expiresAt };
}

function credentialsOf(value: unknown): Chip | undefined {
  if (typeof value !== 'object' || value === null || !('AccessKeyId' in value)) return undefined;
  const { AccessKeyId, Expiration } = value as { readonly AccessKeyId: unknown; readonly Expiration?: unknown };
  const expiresAt = typeof Expiration === 'string' ? Date.parse(Expiration) / 1000 : Number(Expiration);
  return { kind: 'credentials', text: String(AccessKeyId), ...(Number.isFinite(expiresAt) ? { expiresAt } : {}) };
}

function visit(value: unknown, field: string, see: (field: string, value: unknown) => void): void {
  see(field, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) visit(inner, name, see);
}
