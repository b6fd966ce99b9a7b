/** An account that answers here and now: the emulator’s. */
export interface Example {
  readonly identityPoolId: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  readonly bucket: string;
  readonly path: string;
}
