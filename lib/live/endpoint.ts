import { hostOf } from '../wire/host';
import { partitionOf } from './region';

/** The services that this lane calls, as IAM names them. */
export const services = ['cognito-idp', 'cognito-identity', 'sts', 's3'] as const;
export type LiveService = (typeof services)[number];

/** Where a service is called, and for which region its requests are signed. */
export interface Endpoint {
  /** Without a slash at its end: `https://sts.eu-west-1.amazonaws.com`. */
  readonly url: string;
  readonly region: string;
  /** AWS itself, not another target that the learner typed. */
  readonly aws: boolean;
}

/** AWS's own endpoint in a region. */
export function awsEndpoint(service: LiveService, region: string): Endpoint {
  return { url: `https://${hostOf(service, { region, partition: partitionOf(region) })}`, region, aws: true };
}

/**
 * Another target, as it was typed: an endpoint of AWS's or a server on this computer, which is all that the page's content
 * security policy lets through. Undefined for anything else.
 */
export function typedEndpoint(text: string, region: string): Endpoint | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  const aws = url.protocol === 'https:' && /\.amazonaws\.com(\.cn)?$/.test(url.hostname);
  const here = url.protocol === 'http:' && (url.hostname === '127.0.0.1' || url.hostname === 'localhost');
  if (!aws && !here) return undefined;
  return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, ''), region, aws };
}

/** `sts.eu-west-1.amazonaws.com`, `127.0.0.1:3000`. */
export function hostIn(url: string): string {
  return new URL(url).host;
}
