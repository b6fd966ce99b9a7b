/** A request that brought no answer which a page may read: no word of AWS's, so no error of AWS's. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Where a request went when it brought no answer. */
export interface Unanswered {
  readonly service: string;
  readonly host: string;
  readonly aws: boolean;
  /** The browser says that it has no network. */
  readonly offline: boolean;
  /** What `fetch` threw. */
  readonly thrown: unknown;
}

/** One sentence on why. A browser tells a page nothing more exact than that there is no answer for it. */
export function whyUnanswered({ service, host, aws, offline, thrown }: Unanswered): string {
  if (thrown instanceof Error && thrown.name === 'TimeoutError') return `${host} did not answer within ${patience / 1000} seconds.`;
  if (offline) return `This computer is offline, so nothing reached ${host}.`;
  if (service === 's3') return `${host} gave this page no answer that it may read: a bucket answers pages only by a CORS rule of its own, and only under its right name and region.`;
  if (!aws) return `Nothing at ${host} answered this page: is the server there running, and does it answer pages from here?`;
  return `${host} gave this page no answer that it may read: there may be no such region, or something between here and AWS stops the request.`;
}

/** Milliseconds until a request is given up. */
export const patience = 20_000;
