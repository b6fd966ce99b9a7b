import type { PolicyDocument } from '../world/resources';

/**
 * A policy document as the World holds it. The IAM API sends documents URL-encoded, the AWS CLI prints them as objects,
 * and people paste them as plain text; the text, where there is one, is kept as it was written.
 */
export function policyDocument(value: object | string): PolicyDocument {
  if (typeof value !== 'string') return value;
  const text = value.trimStart();
  if (text.startsWith('{') || !text.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
