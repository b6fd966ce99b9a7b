import type { AccessKey } from './sigv4';

/**
 * The operator's key unless the environment names another: it may do everything in the emulated account, as a root user may.
 * Everybody has it, so it is worth nothing outside the emulator.
 */
export const demoOperatorKey: AccessKey = {
  accessKeyId: 'AKIALIFEGUARDDEMOKEY',
  secretAccessKey: 'lifeguard/demo/secret/known/to/everybody',
};
