/** The partition that a region belongs to, by its name. */
export function partitionOf(region: string): 'aws' | 'aws-cn' | 'aws-us-gov' {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The region in an identity pool's id (`us-east-1:…`) or a user pool's (`us-east-1_…`); undefined when the text is no such id. */
export function regionIn(poolId: string): string | undefined {
  return /^([a-z]{2}(?:-[a-z]+)+-\d)[:_]/.exec(poolId)?.[1];
}
