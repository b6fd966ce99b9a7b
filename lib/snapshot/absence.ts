/** AWS's ways of saying that a thing is not there. Everything else that is no answer is a gap. */
const absences = new Set([
  'ResourceNotFoundException',
  'NoSuchEntity',
  'NoSuchEntityException',
  'NoSuchBucket',
  'NoSuchBucketPolicy',
  'NoSuchPublicAccessBlockConfiguration',
]);

export function saysAbsent(code: string): boolean {
  return absences.has(code);
}
