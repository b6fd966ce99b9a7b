import { defaultRegion } from '@/lib/snapshot/collect-aws';

/** Which account to read, and where. */
export interface LiveTarget {
  readonly profile?: string;
  readonly region: string;
}

const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** What a form asked for, or the sentence that says why it cannot be. */
export async function liveTarget({ profile: wanted, region: where }: { readonly profile?: unknown; readonly region?: unknown }): Promise<LiveTarget | string> {
  const profile = typeof wanted === 'string' && wanted !== '' ? { profile: wanted } : {};
  const region = typeof where === 'string' && where !== '' ? where : await defaultRegion(profile.profile);
  if (region === undefined) return 'Name a region: neither this form, the profile nor AWS_REGION says one.';
  if (!regionName.test(region)) return `“${region}” is no region: write it as in us-east-1.`;
  return { ...profile, region };
}
