/** What could not be read of an account, and why: `cognito-idp:DescribeUserPool us-east-1_abc: AccessDenied`. */
export interface Gap {
  readonly unread: string;
}

/** Recorded knowledge that a thing does not exist (AWS answered ResourceNotFoundException, NoSuchEntity or the like). */
export interface Absent {
  readonly absent: true;
}

/** A value, or the reason why nobody knows it. */
export type Known<T> = T | Gap;

export function isGap(value: unknown): value is Gap {
  return typeof value === 'object' && value !== null && 'unread' in value;
}

export function isAbsent(value: unknown): value is Absent {
  return typeof value === 'object' && value !== null && 'absent' in value;
}

/** Our ignorance: the answer needs something that was not read. Becomes *unknown* in the auditor, and nowhere else. */
export class NotRead extends Error {
  constructor(readonly unread: string) {
    super(`Not read: ${unread}`);
    this.name = 'NotRead';
  }
}

/** Our ignorance of another kind: AWS has this, the engine does not. No client may take it for AWS's word. */
export class NotEmulated extends Error {
  constructor(readonly what: string) {
    super(`Not emulated: ${what}`);
    this.name = 'NotEmulated';
  }
}

/** The value, or NotRead when it is a gap. */
export function read<T>(value: Known<T>): T {
  if (isGap(value)) throw new NotRead(value.unread);
  return value;
}
