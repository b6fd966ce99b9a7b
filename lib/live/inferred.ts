import { unseenDecision, type Step } from '../engine/trace';

/**
 * A step with what AWS does behind it, out of the caller's sight: the call to STS in the enhanced flow, and IAM's decision
 * on a signed request. Nobody watched these; they are inferred from what came back, and labelled so.
 */
export function withInferred(step: Step): Step {
  const nested = inferredIn(step);
  return nested === undefined ? step : { ...step, nested: [{ by: step.service, at: step.at, origins: [], reasons: [], decisions: [], nested: [], truth: 'inferred', ...nested }] };
}

type Inferred = Pick<Step, 'id' | 'operation' | 'service' | 'sent' | 'output' | 'error'>;

function inferredIn({ id, operation, service, output, error }: Step): Inferred | undefined {
  if (operation === 'cognito-identity:GetCredentialsForIdentity') {
    if (error !== undefined && error.code !== 'InvalidIdentityPoolConfigurationException') return undefined;
    const call = { id: `${id}/assume-role`, operation: 'sts:AssumeRoleWithWebIdentity', service: 'sts', sent: { RoleSessionName: 'CognitoIdentityCredentials' } };
    return error === undefined ? { ...call, output: { Credentials: output?.Credentials } } : { ...call, error };
  }
  if (service !== 's3') return undefined;
  const call = { id: `${id}/decision`, operation: unseenDecision, service: 'iam', sent: { Action: operation === 's3:ListObjectsV2' ? 's3:ListBucket' : operation } };
  if (error === undefined) return { ...call, output: {} };
  return error.code === 'AccessDenied' ? { ...call, error } : undefined;
}
