import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { CognitoIdentityClient, CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity';
import { CognitoIdentityProviderClient, CreateUserPoolClientCommand, CreateUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Report } from '../lib/report/report';
import type { Io } from './io';
import { runCommand } from './run-command';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Somebody else's emulator, which answers in its own way: not everybody has it. */
const installed = spawnSync('python3', ['-c', 'import moto.server']).status === 0;

describe.skipIf(!installed)('an account served by moto', () => {
  let server: ChildProcess;
  let endpoint = '';
  let pool = '';
  let attached = false;
  const settings = { region: 'us-east-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' } };

  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${port}`;
    server = spawn('python3', ['-m', 'moto.server', '-p', String(port)], { stdio: 'ignore' });
    await vi.waitFor(async () => expect((await fetch(`${endpoint}/moto-api/`)).ok).toBe(true), { timeout: 60_000, interval: 250 });
    const clients = { ...settings, endpoint };
    const userPools = new CognitoIdentityProviderClient(clients);
    const identityPools = new CognitoIdentityClient(clients);
    const roles = new IAMClient(clients);
    const { UserPool } = await userPools.send(new CreateUserPoolCommand({ PoolName: 'people', AutoVerifiedAttributes: ['email'] }));
    const { UserPoolClient } = await userPools.send(new CreateUserPoolClientCommand({ UserPoolId: UserPool?.Id, ClientName: 'web' }));
    const made = await identityPools.send(
      new CreateIdentityPoolCommand({
        IdentityPoolName: 'app',
        AllowUnauthenticatedIdentities: true,
        AllowClassicFlow: true,
        CognitoIdentityProviders: [{ ProviderName: `cognito-idp.us-east-1.amazonaws.com/${UserPool?.Id}`, ClientId: UserPoolClient?.ClientId }],
      }),
    );
    pool = made.IdentityPoolId ?? '';
    const trust = (amr?: string): string =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Federated: 'cognito-identity.amazonaws.com' },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringEquals: { 'cognito-identity.amazonaws.com:aud': pool }, ...(amr === undefined ? {} : { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr } }) },
          },
        ],
      });
    const users = await roles.send(new CreateRoleCommand({ RoleName: 'app-users', AssumeRolePolicyDocument: trust() }));
    const guests = await roles.send(new CreateRoleCommand({ RoleName: 'app-guests', AssumeRolePolicyDocument: trust('unauthenticated') }));
    const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::app-photos/*' }] };
    await roles.send(new PutRolePolicyCommand({ RoleName: 'app-users', PolicyName: 'photos', PolicyDocument: JSON.stringify(policy) }));
    // Many versions of moto do not know this operation, nor the one that reads it.
    attached = await identityPools.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: pool, Roles: { authenticated: users.Role?.Arn ?? '', unauthenticated: guests.Role?.Arn ?? '' } })).then(
      () => true,
      () => false,
    );
  });
  afterAll(() => void server.kill());

  test('is read through the SDK and judged; what moto does not answer is not read, never absent', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
    vi.stubEnv('AWS_ACCESS_KEY_ID', settings.credentials.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', settings.credentials.secretAccessKey);
    let out = '';
    let err = '';
    const io: Io = { stdout: { write: (text) => (out += text), isTerminal: false }, stderr: { write: (text) => (err += text), isTerminal: false }, env: process.env, readInput: async () => '' };
    const status = await runCommand(['audit', '--region', 'us-east-1', '--format', 'json', '--no-progress'], io);
    expect(err).toBe('');
    const report = JSON.parse(out) as Report;
    expect(report.pools.map(({ id }) => id)).toEqual([pool]);
    const verdicts = (code: string): readonly string[] => report.verdicts.filter(({ check }) => check === code).map(({ verdict }) => verdict);
    expect(verdicts('TRU-02')).toEqual([attached ? 'fail' : 'unknown']);
    expect(verdicts('UPL-01')).toEqual(['fail']);
    expect(report.unread.some((what) => what.includes('GetIdentityPoolRoles'))).toBe(!attached);
    expect(status).toBe(attached ? 1 : 0);
    expect(report.verdicts.filter(({ check, verdict }) => ['PRV-03', 'PRV-04', 'MAP-01'].includes(check) && verdict === 'fail')).toEqual([]);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
