import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { load } from '../lib/snapshot/load';
import { withPeopleOf } from '../lib/snapshot/people';
import { parseSnapshot, type Snapshot } from '../lib/snapshot/snapshot';
import { get } from '../lib/world/world';
import type { Report } from '../lib/report/report';
import type { Io } from './io';
import { runCommand } from './run-command';

// A whole audit makes every check, some of these several times.
vi.setConfig({ testTimeout: 60_000 });

let folder = '';
let snapshot = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeguard-'));
  snapshot = join(folder, 'demo.json');
  expect(await run('snapshot', '--demo', '--offline', '--output', snapshot)).toEqual({ status: 0, out: '', err: '' });
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

async function runWith(input: string, ...args: readonly string[]) {
  let out = '';
  let err = '';
  const io: Io = {
    stdout: { write: (text) => (out += text), isTerminal: false },
    stderr: { write: (text) => (err += text), isTerminal: false },
    env: {},
    readInput: async () => input,
  };
  const status = await runCommand(args, io);
  return { status, out, err };
}

const run = (...args: readonly string[]) => runWith('', ...args);

describe('lifeguard audit', () => {
  it('audits the demo account over HTTP: the same bytes each time, and nothing but the report', async () => {
    const first = await run('audit', '--demo', '--format', 'json');
    expect(first).toMatchObject({ status: 1, err: '' });
    expect(await run('audit', '--demo', '--format', 'json')).toEqual(first);
    const { account, summary, pools } = JSON.parse(first.out) as Report;
    expect(account).toBe('444455556666');
    expect(pools).toHaveLength(1);
    expect(summary.critical).toBeGreaterThan(0);
    expect(summary.unknown).toBe(0);
  });

  it('ends with 1 if something is at or above --fail-on', async () => {
    const status = async (...args: readonly string[]) => (await run('audit', '--snapshot', snapshot, ...args)).status;
    expect(await status()).toBe(1);
    expect(await status('--fail-on', 'never')).toBe(0);
    expect(await status('--check', 'VAR-01')).toBe(0);
    expect(await status('--check', 'VAR-01', '--fail-on', 'medium')).toBe(1);
    expect(await status('--check', 'UPL-01', '--fail-on', 'low')).toBe(0);
  });

  it('makes only the checks that are named, by code or name, however they follow', async () => {
    const { out } = await run('audit', '--snapshot', snapshot, '--check', 'var-01', 'authenticated-role-without-amr', '--format', 'json');
    expect([...new Set((JSON.parse(out) as Report).verdicts.map(({ check }) => check))].sort()).toEqual(['TRU-02', 'VAR-01']);
  });

  it('reads a snapshot from standard input, and sends nothing anywhere', async () => {
    const connect = vi.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
      throw new Error('a connection');
    });
    const text = await readFile(snapshot, 'utf8');
    expect(await runWith(text, 'audit', '--snapshot', '-', '--offline')).toMatchObject({ status: 1, err: '' });
    expect((await run('audit', '--demo', '--offline')).status).toBe(1);
    expect(connect).not.toHaveBeenCalled();
  });

  it('writes to a file and then nothing to standard output', async () => {
    expect(await run('audit', '--snapshot', snapshot, '--format', 'html', '--output', at('report.html'))).toEqual({ status: 1, out: '', err: '' });
    expect(await readFile(at('report.html'), 'utf8')).toContain('<!doctype html>');
  });

  it('compares with what an application expects', async () => {
    const identityPoolId = 'us-east-1:7c1f03a6-5be2-4d0e-9a10-3f6a91d24417';
    await writeFile(at('amplify_outputs.json'), JSON.stringify({ version: '1', auth: { aws_region: 'us-east-1', user_pool_id: 'us-east-1_Tide4demo', user_pool_client_id: '7mobileclientnotesprod1', identity_pool_id: identityPoolId } }));
    const asked = ['audit', '--snapshot', snapshot, '--check', 'PRV-02', '--format', 'json'] as const;
    const findings = async (...more: readonly string[]) => (JSON.parse((await run(...asked, ...more)).out) as Report).verdicts.filter(({ verdict }) => verdict === 'fail');
    expect(await findings()).toMatchObject([{ confidence: 'plausible' }]);
    expect(await findings('--app-config', at('amplify_outputs.json'))).toMatchObject([{ confidence: 'proved', message: expect.stringContaining('amplify_outputs.json') }]);
  });

  it('does not count what is suppressed, and tells of suppressions that are stale', async () => {
    const suppressions = (expires: string) => JSON.stringify({ lifeguardSuppressions: 1, suppressions: [{ check: 'VAR-01', reason: 'Goes in May.', expires }] });
    const asked = ['audit', '--snapshot', snapshot, '--check', 'VAR-01', '--fail-on', 'medium', '--suppress', at('quiet.json')] as const;
    await writeFile(at('quiet.json'), suppressions('2099-01-01'));
    const quiet = await run(...asked);
    expect(quiet).toMatchObject({ status: 0, err: '' });
    expect(quiet.out).toContain('Suppressed until 2099-01-01: Goes in May.');
    await writeFile(at('quiet.json'), suppressions('2020-01-01'));
    expect(await run(...asked)).toMatchObject({ status: 1, err: 'The suppression of VAR-01 expired on 2020-01-01: mend it, or give it a new date.\n' });
  });

  it('ends with 2 when every read was denied', async () => {
    const denied: Snapshot = {
      lifeguardSnapshot: 1, takenAt: '2026-11-22T21:00:00Z', account: '111122223333', partition: 'aws',
      exchanges: [{ region: 'us-east-1', operation: 'cognito-identity:ListIdentityPools', input: {}, error: { code: 'AccessDeniedException', message: 'no' } }],
    };
    const { status, out, err } = await runWith(JSON.stringify(denied), 'audit', '--snapshot', '-', '--fail-on', 'never');
    expect([status, err]).toEqual([2, expect.stringContaining('Nothing at all could be judged')]);
    expect(out).toContain('AccessDeniedException');
  });

  it.each([
    [['--offline'], 'Offline there is no account to read: give a snapshot with --snapshot FILE'],
    [['--snapshot', '/nowhere/x.json'], '/nowhere/x.json could not be read'],
    [['--fail-on', 'info', '--demo'], '“info” is no value for --fail-on: there are critical, high'],
    [['--format', 'xml', '--demo'], 'There is no format “xml”: there are pretty, json'],
    [['--check', 'RCH-05', '--demo'], 'RCH-05 is answered in every report'],
    [['--check', 'TRU-99', '--demo'], 'There is no check “TRU-99”: lifeguard checks lists them.'],
    [['--region', 'mars', '--demo'], '“mars” is no region'],
    [['--role-arn', 'admin', '--demo'], '“admin” is not the ARN of a role'],
    [['my-pool'], '“my-pool” is not the id of an identity pool'],
    [['--wrong'], "Unknown option '--wrong' (see lifeguard audit --help)."],
    [['us-east-1:00000000-0000-4000-8000-000000000000', '--demo', '--offline'], 'There is no identity pool us-east-1:00000000-0000-4000-8000-000000000000 in account 444455556666'],
    [['--demo', '--snapshot', 'x'], 'Audit either the demo account (--demo) or snapshots (--snapshot), not both.'],
    [['--demo', '--offline', '--output', '/nowhere/x'], '/nowhere/x could not be written'],
  ])('says in a sentence what is wrong with %j', async (args, sentence) => {
    const { status, out, err } = await run('audit', ...args);
    expect({ status, out, err }).toEqual({ status: 2, out: '', err: expect.stringContaining(sentence) });
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it.each([['', 'it is empty'], ['{', 'is not JSON'], ['{"lifeguardSnapshot":2}', 'lifeguardSnapshot must be 1']])('says what is wrong with the snapshot %j', async (text, sentence) => {
    expect(await runWith(text, 'audit', '--snapshot', '-')).toEqual({ status: 2, out: '', err: expect.stringContaining(sentence) });
  });
});

describe('the other commands', () => {
  it('merge makes one report of many', async () => {
    await run('audit', '--snapshot', snapshot, '--format', 'json', '--output', at('one.json'));
    const one = JSON.parse(await readFile(at('one.json'), 'utf8')) as Report;
    await writeFile(at('two.json'), JSON.stringify({ ...one, account: '999988887777' }));
    const merged = await run('merge', at('one.json'), at('two.json'));
    expect(merged).toMatchObject({ status: 0, err: '' });
    expect((JSON.parse(merged.out) as Report).summary.critical).toBe(2 * one.summary.critical);
    expect((await run('merge', at('two.json'), at('one.json'))).out).toBe(merged.out);
    expect((await run('merge', at('one.json'), at('two.json'), '--format', 'markdown')).out).toContain('# Lifeguard');
    expect(await run('merge', snapshot)).toMatchObject({ status: 2, err: expect.stringContaining('is not a report') });
  });

  it('policy prints actions by name, none of which writes', async () => {
    const { status, out } = await run('policy');
    const actions = (JSON.parse(out) as { readonly Statement: readonly { readonly Action: readonly string[] }[] }).Statement.flatMap(({ Action }) => Action);
    expect(status).toBe(0);
    for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:(Get|List|Describe|Simulate|Validate|Lookup)[A-Za-z]+$/);
  });

  it('checks lists every check once, and tells all about one', async () => {
    const lines = (await run('checks')).out.trim().split('\n');
    expect(new Set(lines.map((line) => line.slice(0, 6))).size).toBe(lines.length);
    const one = await run('checks', 'tru-02');
    for (const heading of ['What', 'Why it matters', 'Fix', 'Fails for instance']) expect(one.out).toContain(`\n${heading}\n`);
    expect(await run('checks', 'TRU-99')).toMatchObject({ status: 2, out: '' });
  });

  it('explain recognises errors and checks, and admits what it does not know', async () => {
    const known = await run('explain', 'NotAuthorizedException: Token is not from a supported provider of this identity pool.');
    expect(known.out).toContain('The user pool is not among the identity pool’s providers.');
    expect(known.out).toContain('/learn/enhanced-flow?x=untrusted');
    expect((await runWith('Token is not from a supported provider of this identity pool.', 'explain', '-')).out).toBe(known.out);
    expect((await run('explain', 'TRU-02')).out).toContain('authenticated-role-without-amr');
    expect((await run('explain', 'rch-01')).out).toContain('RCH-01 reach-of-anonymous-visitors');
    expect((await run('checks', 'isolation-matrix')).out).toContain('Answered in every report');
    expect((await run('explain', 'TRU-02')).out).toContain('S3 A guest borrows the members’ role: /learn/borrowed-role');
    expect(await run('explain', 'qwertz')).toMatchObject({ status: 2, out: '', err: expect.stringContaining('Nothing is known') });
  });

  it('decide reads standard input', async () => {
    const asked = { principal: 'arn:aws:iam::111122223333:user/alice', action: 's3:GetObject', resource: 'arn:aws:s3:::b/x', identityPolicies: [], expected: 'Allowed' };
    expect((await runWith(JSON.stringify([asked]), 'decide', '-')).status).toBe(1);
  });

  it('snapshot wants a place to write to', async () => {
    expect(await run('snapshot', '--demo')).toMatchObject({ status: 2, err: expect.stringContaining('--output FILE') });
    expect((await run('snapshot', '--demo', '--offline', '--output', '-')).out).toBe(await readFile(snapshot, 'utf8'));
  });
});

describe('people of a snapshot', () => {
  const user = { userPoolId: 'us-east-1_Tide4demo', username: 'ana', password: 'Correct-Horse-1', attributes: { email: 'ana@notes.example' }, groups: ['editors'] };
  const peopled = async (users: unknown) => {
    const value = { ...(JSON.parse(await readFile(snapshot, 'utf8')) as object), users };
    return withPeopleOf(load(parseSnapshot(value, 'x.json')), value, 'x.json');
  };

  it('are all the people of the emulated account', async () => {
    const world = await peopled([user]);
    expect(get(world, 'AWS::Cognito::UserPoolUser', 'us-east-1_Tide4demo/ana')).toMatchObject({ password: 'Correct-Horse-1', UserStatus: 'CONFIRMED', Enabled: true, Groups: ['editors'], Attributes: { sub: expect.stringMatching(/^[0-9a-f-]{36}$/), email: 'ana@notes.example' } });
    expect(get(world, 'AWS::Cognito::UserPoolUser', 'us-east-1_Tide4demo/bob')).toBeUndefined();
  });

  it('must have their form, and a pool', async () => {
    await expect(peopled([{ ...user, status: 'DEAD' }])).rejects.toThrow('users[0].status must be one of');
    await expect(peopled([{ ...user, userPoolId: 'us-east-1_other' }])).rejects.toThrow('x.json has no user pool us-east-1_other');
  });
});
