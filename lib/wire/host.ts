import type { World } from '../world/world';

/** The host of a service's endpoint, as the SDKs choose it. */
export function hostOf(service: string, { region, partition }: Pick<World, 'region' | 'partition'>): string {
  const suffix = partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return service === 'iam' && partition === 'aws' ? `iam.${suffix}` : `${service}.${region}.${suffix}`;
}
