import type { Step } from '../engine/trace';

/** The words on a message. The wire speaks mono, people speak sans. */
export interface Label {
  readonly text: string;
  /** A dimmer word after it: `SRP_A`. */
  readonly note?: string;
  readonly voice: 'wire' | 'plain';
}

/** `cognito-identity:GetId` → `GetId`. */
export function nameOfOperation(operation: string): string {
  return operation.slice(operation.indexOf(':') + 1);
}

export function labelOfRequest(step: Step): Label {
  const { method, url } = step.sent;
  if (typeof method === 'string' && typeof url === 'string') return { text: `${method} ${url.replace(/^https:\/\/[^/]+/, '')}`, voice: 'wire' };
  const note = noteOf(step.sent);
  return { text: nameOfOperation(step.operation), ...(note === undefined ? {} : { note }), voice: 'wire' };
}

export function labelOfAnswer(step: Step): Label {
  if (step.error !== undefined) return { text: `${step.error.status} ${step.error.code}`, voice: 'wire' };
  const output = step.output ?? {};
  if (typeof output.ChallengeName === 'string') return { text: output.ChallengeName, voice: 'wire' };
  const tokens = Object.keys(output.AuthenticationResult ?? {}).filter((field) => field.endsWith('Token')).length;
  if (tokens > 0) return { text: `${numbers[tokens] ?? tokens} tokens`, voice: 'plain' };
  if ('Credentials' in output) return { text: `AWS credentials, ${lifeOf(output.Credentials, step.at)}`, voice: 'plain' };
  if ('Token' in output) return { text: 'OpenID token', voice: 'plain' };
  if ('IdentityId' in output) return { text: 'IdentityId', voice: 'wire' };
  return { text: '200 OK', voice: 'wire' };
}

const numbers: Readonly<Record<number, string>> = { 1: 'one', 2: 'two', 3: 'three' };

/** The one part of a request that tells it from its neighbours. */
function noteOf(sent: Step['sent']): string | undefined {
  const { AuthFlow, AuthParameters, ChallengeName, Key, IdentityPoolId, Logins, TableName } = sent;
  if (typeof Key === 'string') return Key.slice(Key.lastIndexOf('/') + 1);
  if (typeof TableName === 'string') return TableName;
  if (typeof AuthParameters === 'object' && AuthParameters !== null && 'SRP_A' in AuthParameters) return 'SRP_A';
  if (typeof AuthFlow === 'string') return AuthFlow;
  if (typeof ChallengeName === 'string') return undefined;
  return IdentityPoolId !== undefined && typeof Logins === 'object' && Logins !== null ? '{ Logins }' : undefined;
}

function lifeOf(credentials: unknown, now: number): string {
  const { Expiration } = credentials as { readonly Expiration?: number | string };
  const expiresAt = typeof Expiration === 'string' ? Date.parse(Expiration) / 1000 : Number(Expiration);
  const hours = Math.round((expiresAt - now) / 360) / 10;
  return Number.isFinite(hours) ? `${hours} h` : 'temporary';
}
