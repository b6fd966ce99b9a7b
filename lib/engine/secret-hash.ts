import { digest } from './mint';

/**
 * Stands for SECRET_HASH inside the engine: only who knows the app client's secret can make it for this user name.
 * The wire checks the real HMAC-SHA256 and hands in this hash when it is right.
 */
export function secretHashOf(clientSecret: string, username: string, clientId: string): string {
  return `hash-${digest(`${clientSecret}\n${username}${clientId}`)}`;
}
