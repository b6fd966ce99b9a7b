import { serviceOf } from '../engine/services';
import { hostIn, type LiveService } from './endpoint';
import { expectedSteps } from './expected';
import type { LivePlan } from './plan';
import { s3Address } from './s3-address';

/** A host that will be called, and what for. */
export interface CalledHost {
  readonly host: string;
  /** Where requests go, with the path that they begin with. */
  readonly url: string;
  readonly service: LiveService;
  /** As AWS names them, each once, in order. */
  readonly operations: readonly string[];
  readonly aws: boolean;
}

/** The exact hosts that a plan calls, in the order in which it does. Nothing else is let through (lib/live/transport.ts). */
export function hostsOf(plan: LivePlan): readonly CalledHost[] {
  const hosts = new Map<string, CalledHost & { readonly operations: string[] }>();
  for (const { operation } of expectedSteps(plan, [])) {
    const service = serviceOf(operation) as LiveService;
    const endpoint = plan.endpoints[service];
    const url = service === 's3' && plan.reading !== undefined ? s3Address(endpoint, plan.reading.bucket) : endpoint.url;
    const found = hosts.get(service) ?? { host: hostIn(url), url, service, operations: [], aws: endpoint.aws };
    const name = operation.slice(service.length + 1);
    if (!found.operations.includes(name)) found.operations.push(name);
    hosts.set(service, found);
  }
  return [...hosts.values()];
}
