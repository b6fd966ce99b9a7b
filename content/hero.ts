import type { Label } from '../lib/stage/label';

/** The front page's six rows: beats of the enhanced flow, in fewer words. */
export interface HeroRow {
  /** The key of a beat of the lesson. */
  readonly beat: string;
  readonly label: Label;
  readonly caption: string;
}

/** The lesson that the front page shows, and where its rows lead. */
export const heroLesson = 'enhanced-flow';

export const heroRows: readonly HeroRow[] = [
  { beat: 'initiate-auth', label: { text: 'Sign in', voice: 'plain' }, caption: 'Ana signs in. Her password never leaves the browser.' },
  { beat: 'respond/answer', label: { text: 'three tokens', voice: 'plain' }, caption: 'The user pool answers who she is, with three tokens.' },
  { beat: 'get-id', label: { text: 'GetId, GetCredentialsForIdentity', voice: 'wire' }, caption: 'The ID token crosses the border. The other two stay in the browser.' },
  { beat: 'get-credentials/sts', label: { text: 'AssumeRoleWithWebIdentity', voice: 'wire' }, caption: 'Out of sight, the identity pool asks STS for a role that trusts it.' },
  { beat: 'get-credentials/answer', label: { text: 'AWS credentials for one hour', voice: 'plain' }, caption: 'AWS credentials come back: what Ana may do, for one hour.' },
  { beat: 'put-object', label: { text: 'PutObject', voice: 'wire' }, caption: 'IAM fills in her identity, and the photo lands in her own folder.' },
];

/** The row that stands still for those who asked for less motion. */
export const heroRestingRow = 2;
