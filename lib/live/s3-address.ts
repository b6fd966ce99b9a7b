import type { Endpoint } from './endpoint';

/** Where a bucket is: a host of its own at AWS, unless its dots would break the certificate; else a path. */
export function s3Address({ url, aws }: Endpoint, bucket: string): string {
  return aws && !bucket.includes('.') ? url.replace('https://', `https://${bucket}.`) : `${url}/${bucket}`;
}
