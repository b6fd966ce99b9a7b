/** What an application's own configuration takes for granted: the pools that it signs in to, and as which app client. */
export interface Expectation {
  /** The file that says so. */
  readonly source: string;
  readonly identityPoolId?: string;
  readonly userPoolId?: string;
  readonly clientId?: string;
}
