import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { signToken } from '../engine/token';
import type { Call } from '../engine/scenario';
import { notes } from '../world/accounts/notes';
import { planOf } from './filled-in.testing';
import { nextMove } from './next-move';
import { expectedSteps } from './expected';
import { identityVariable, type LivePlan } from './plan';
import { reproduce } from './reproduce';

/** The calls of a plan when all goes well. */
function callsOf(plan: LivePlan): readonly Call[] {
  const steps = expectedSteps(plan, []);
  return steps.flatMap((_step, index) => {
    const move = nextMove(plan, steps.slice(0, index));
    return move.kind === 'call' ? [move.call] : [];
  });
}

/** Whether a shell can read it. */
function parses(script: string): boolean {
  execFileSync('bash', ['-n'], { input: script });
  return true;
}

describe('the AWS CLI makes the same calls', () => {
  test('for a user with a password, who is asked for it', () => {
    const plan = planOf({ asker: 'user', signInFlow: 'USER_PASSWORD_AUTH', reading: 's3:ListObjectsV2', bucket: notes.bucket, path: `users/${identityVariable}/` });
    const script = reproduce(plan, callsOf(plan));
    expect(parses(script)).toBe(true);
    expect(script).toContain("read -rsp 'PASSWORD: ' PASSWORD; echo");
    for (const command of ['aws cognito-idp initiate-auth', 'aws cognito-identity get-id', 'aws cognito-identity get-credentials-for-identity', 'aws sts get-caller-identity', 'aws s3api list-objects-v2']) expect(script).toContain(command);
    expect(script).toContain('"PASSWORD": "\'"$PASSWORD"\'"');
    expect(script).not.toContain('AWS_ENDPOINT_URL');
  });

  test('says that SRP needs a library', () => {
    const plan = planOf({ asker: 'user' });
    const script = reproduce(plan, callsOf(plan));
    expect(parses(script)).toBe(true);
    expect(script).toContain('# SRP_A, PASSWORD_CLAIM_SIGNATURE, TIMESTAMP: an SRP library works these out; the AWS CLI does not');
    expect(script).not.toContain('read -rsp');
  });

  test('has no pasted token in it', () => {
    const idToken = signToken({ kid: 'k' }, { iss: 'https://accounts.google.com', sub: 's' });
    const plan = planOf({ asker: 'token', idToken, flow: 'classic', roleArn: notes.editorsRole });
    const script = reproduce(plan, callsOf(plan));
    expect(parses(script)).toBe(true);
    expect(script).not.toContain(idToken);
    expect(script).toContain("read -rsp 'ID_TOKEN: ' ID_TOKEN; echo");
    expect(script).toContain('"accounts.google.com": "\'"$ID_TOKEN"\'"');
  });

  test('goes to the other target, and to each resource’s own region', () => {
    const here = planOf({}, 'http://127.0.0.1:3000/aws');
    expect(reproduce(here, callsOf(here))).toContain('export AWS_ENDPOINT_URL_COGNITO_IDENTITY=http://127.0.0.1:3000/aws\nexport AWS_ENDPOINT_URL_STS=http://127.0.0.1:3000/aws');
    const far = planOf({ asker: 'user', userPoolId: 'eu-west-1_Ab12Cd34E', signInFlow: 'USER_PASSWORD_AUTH', reading: 's3:GetObject', bucket: 'b-1', path: 'k', bucketRegion: 'eu-central-1' });
    const script = reproduce(far, callsOf(far));
    expect(script).toContain('aws --region eu-west-1 cognito-idp initiate-auth');
    expect(script).toContain('aws --region eu-central-1 s3api get-object');
    expect(script).toContain('aws cognito-identity get-id');
  });
});
