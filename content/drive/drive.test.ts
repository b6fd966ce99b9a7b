import { describe, expect, test } from 'vitest';
import { sceneOfLesson } from '../walkthroughs/walkthrough';
import { walkthroughs } from '../walkthroughs/index';
import { advance, attempt, solutionOf, type Filling, type Outcome } from './attempt';
import { goals } from './goals';
import { attempted, goalOf, holdings, nextCall, sceneOfDrive, startDrive, waiting, type Drive } from './drive';
import { lengths } from './length';
import type { Move } from './move';
import { callName } from './names';

const lessons = await Promise.all(Object.entries(walkthroughs).map(async ([slug, load]) => [slug, await load()] as const));

/** Every drive of a lesson on its own way, from the first call to the last. */
function drivesOf(start: Drive): readonly Drive[] {
  const drives = [start];
  for (let drive = start; nextCall(drive) !== undefined; ) {
    const { move, filling } = solutionOf(drive);
    const outcome = attempt(drive, move, filling);
    if (outcome.kind !== 'right') throw new Error(`“${nextCall(drive)?.id}” as the lesson makes it is not right: ${JSON.stringify(outcome).slice(0, 600)}`);
    drive = advance(drive, outcome.call);
    drives.push(drive);
  }
  return drives;
}

/** All ways to fill a move's slots, one slot varied at a time around the first thing of the right kind. */
function fillingsOf(drive: Drive, move: Move): readonly Filling[] {
  const held = holdings(drive);
  const base = Object.fromEntries(move.slots.map((slot) => [slot.id, held.findLast((one) => one.kind === (slot.wants === 'signature' ? 'credentials' : slot.wants))?.id]));
  return [base, ...move.slots.flatMap((slot) => [undefined, ...held.map((one) => one.id)].map((id) => ({ ...base, [slot.id]: id })))];
}

describe.each(lessons)('driving %s', (slug, lesson) => {
  const start = startDrive(lesson, 'all');

  test('the lesson’s own calls, driven, reach the lesson’s own end', () => {
    const end = drivesOf(start).at(-1) as Drive;
    const scene = sceneOfDrive(end);
    expect(scene).toEqual({ ...sceneOfLesson(lesson, []), policies: scene.policies });
    expect(end.made.map((call) => call.id)).toEqual(lesson.scenario.calls.map((call) => call.id));
  });

  test('fewer calls begin later, on the same way', () => {
    for (const length of lengths) {
      const drive = startDrive(lesson, length);
      expect(lesson.scenario.calls.length - drive.made.length).toBe(length === 'all' ? lesson.scenario.calls.length : Math.min(Number(length), lesson.scenario.calls.length));
      expect(drivesOf(drive).at(-1)?.made).toHaveLength(lesson.scenario.calls.length);
    }
  });

  test('says before each call what is wanted, and not how it is called', () => {
    expect(new Set(Object.keys(goals[slug] ?? {}))).toEqual(new Set(lesson.scenario.calls.map((call) => call.id)));
    for (const drive of drivesOf(start)) {
      const next = nextCall(drive);
      if (next !== undefined) expect(goalOf(drive).replace(/“.*?”/g, '')).not.toMatch(new RegExp(`\\b${next.operation.replace(/^.*:/, '')}\\b`));
    }
  });

  test('offers its own calls and some others, always in the same order', () => {
    const ids = start.moves.map((move) => move.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(startDrive(lesson, '1').moves).toEqual(start.moves);
    for (const drive of drivesOf(start)) if (nextCall(drive) !== undefined) expect(ids).toContain(solutionOf(drive).move.id);
    const own = new Set(lesson.scenario.calls.map((call) => call.operation));
    expect(start.moves.some((move) => !own.has(move.operation))).toBe(true);
  });

  test('no two choices read the same', () => {
    expect(new Set(start.moves.map((move) => `${callName(move)} ${move.detail} ${move.slots.map((slot) => slot.field).join()}`)).size).toBe(start.moves.length);
  });

  test('any call can be tried at any time: the engine answers it, and it is drawn over the same lanes', () => {
    const lanes = sceneOfLesson(lesson, []).lanes.map((lane) => lane.id);
    const kinds = new Map<Outcome['kind'], number>();
    for (const drive of drivesOf(start)) {
      if (nextCall(drive) === undefined) continue;
      for (const move of drive.moves) {
        for (const filling of fillingsOf(drive, move)) {
          const outcome = attempt(drive, move, filling);
          kinds.set(outcome.kind, (kinds.get(outcome.kind) ?? 0) + 1);
          expect(outcome, JSON.stringify([nextCall(drive)?.id, move.id, filling])).not.toMatchObject({ kind: 'unknown' });
        }
        const outcome = attempt(drive, move, fillingsOf(drive, move)[0] as Filling);
        if (outcome.kind !== 'refused' && outcome.kind !== 'elsewhere') continue;
        const scene = sceneOfDrive(drive, outcome.call);
        expect(scene.lanes.map((lane) => lane.id)).toEqual(lanes);
        expect(scene.beats.some((beat) => beat.key === attempted)).toBe(true);
        expect(scene.refusal?.told.code).toBe(outcome.step.error?.code);
      }
    }
    expect(kinds.get('refused') ?? 0, 'AWS refuses something').toBeGreaterThan(0);
    expect(kinds.get('right') ?? 0).toBeGreaterThan(0);
  }, 120_000);

  test('shows nothing of what has not happened, but the row that waits', () => {
    const good = sceneOfLesson(lesson, []).beats.map((beat) => beat.key);
    for (const drive of drivesOf(start)) {
      const next = nextCall(drive);
      if (next === undefined) continue;
      const keys = sceneOfDrive(drive).beats.map((beat) => beat.key);
      expect(keys).toEqual([...good.slice(0, good.indexOf(next.id)), waiting]);
    }
  });
});

describe('what counts as right, and what is said of the rest', () => {
  const driveTo = (slug: string, call: string): Drive => {
    const lesson = lessons.find(([one]) => one === slug)?.[1];
    if (lesson === undefined) throw new Error(`no lesson ${slug}`);
    const drive = drivesOf(startDrive(lesson, 'all')).find((one) => nextCall(one)?.id === call);
    if (drive === undefined) throw new Error(`no call ${call}`);
    return drive;
  };
  const moveTo = (drive: Drive, operation: string, detail = ''): Move => {
    const move = drive.moves.find((one) => one.operation === operation && one.detail.includes(detail));
    if (move === undefined) throw new Error(`no move ${operation}`);
    return move;
  };
  const held = (drive: Drive, kind: string): string | undefined => holdings(drive).findLast((one) => one.kind === kind)?.id;

  test('another call that yields the same is right, and is kept as it was made', () => {
    const drive = driveTo('three-tokens', 'refresh');
    const outcome = attempt(drive, moveTo(drive, 'cognito-idp:InitiateAuth', 'REFRESH_TOKEN_AUTH'), { 0: held(drive, 'refresh') });
    expect(outcome).toMatchObject({ kind: 'right', otherWay: true, call: { id: 'refresh', operation: 'cognito-idp:InitiateAuth' } });
    if (outcome.kind === 'right') expect(sceneOfDrive(advance(drive, outcome.call)).ended).toBe('ok');
  });

  test('where the refresh token rotates, the older call is refused', () => {
    const drive = driveTo('clocks', 'refresh');
    expect(attempt(drive, moveTo(drive, 'cognito-idp:InitiateAuth', 'REFRESH_TOKEN_AUTH'), { 0: held(drive, 'refresh') }).kind).toBe('refused');
  });

  test('the lesson’s own choice is not called another way', () => {
    const drive = driveTo('enhanced-flow', 'get-id');
    const { move, filling } = solutionOf(drive);
    expect(attempt(drive, move, filling)).toMatchObject({ kind: 'right', otherWay: false });
  });

  test('an access token in Logins: AWS’s own words, the catalogue’s explanation, the misconception', () => {
    const drive = driveTo('enhanced-flow', 'get-id');
    const outcome = attempt(drive, moveTo(drive, 'cognito-identity:GetId'), { 0: held(drive, 'access') });
    expect(outcome).toMatchObject({
      kind: 'refused',
      step: { error: { message: 'Invalid login token. Missing a required claim: aud' } },
      entry: { slug: 'missing-aud' },
      misconception: expect.stringContaining('stands in the ID token') as string,
    });
  });

  test('no Logins at all: a guest, which is not what is wanted', () => {
    const drive = driveTo('enhanced-flow', 'get-id');
    expect(attempt(drive, moveTo(drive, 'cognito-identity:GetId'), {})).toMatchObject({ kind: 'elsewhere', misconception: expect.stringContaining('a guest') as string });
  });

  test('the user’s sub in place of the identity id: refused for the folder, with the two names told apart', () => {
    const drive = driveTo('enhanced-flow', 'put-object');
    const outcome = attempt(drive, moveTo(drive, 's3:PutObject'), { 0: held(drive, 'sub'), signature: held(drive, 'credentials') });
    expect(outcome).toMatchObject({ kind: 'refused', step: { error: { code: 'AccessDenied' } }, misconception: expect.stringContaining('name of its own') as string });
  });

  test('a token is no name: AWS does not look for it', () => {
    const drive = driveTo('enhanced-flow', 'get-credentials');
    const outcome = attempt(drive, moveTo(drive, 'cognito-identity:GetCredentialsForIdentity'), { 0: held(drive, 'sub'), 1: held(drive, 'id') });
    expect(outcome).toMatchObject({ kind: 'unsendable', misconception: expect.stringContaining('a colon and a UUID') as string });
  });

  test('tokens sign nothing, and credentials are not sent', () => {
    const drive = driveTo('enhanced-flow', 'put-object');
    const put = moveTo(drive, 's3:PutObject');
    expect(attempt(drive, put, { 0: held(drive, 'identity'), signature: held(drive, 'id') })).toMatchObject({ kind: 'unsendable' });
    expect(attempt(drive, put, { 0: held(drive, 'credentials'), signature: held(drive, 'credentials') })).toMatchObject({ kind: 'unsendable' });
    expect(attempt(drive, put, { 0: held(drive, 'identity') }), 'unsigned').toMatchObject({ kind: 'refused', step: { error: { message: 'Access Denied' } } });
  });

  test('an expired token is named before anything else', () => {
    const drive = driveTo('clocks', 'renew-credentials');
    const first = holdings(drive).find((one) => one.kind === 'id')?.id;
    const outcome = attempt(drive, moveTo(drive, 'cognito-identity:GetCredentialsForIdentity'), { 0: held(drive, 'identity'), 1: first });
    expect(outcome).toMatchObject({ kind: 'refused', entry: { slug: 'token-expired' }, misconception: expect.stringContaining('expired') as string });
  });

  test('a call that takes up an answer nobody has given cannot be put together', () => {
    const start = driveTo('enhanced-flow', 'initiate-auth');
    expect(attempt(start, moveTo(start, 'cognito-idp:RespondToAuthChallenge'), {})).toMatchObject({ kind: 'unsendable', misconception: expect.stringContaining('InitiateAuth') as string });
    const unconfirmed = driveTo('user-pool', 'sign-up');
    expect(attempt(unconfirmed, moveTo(unconfirmed, 'cognito-idp:ConfirmSignUp'), {})).toMatchObject({ kind: 'unsendable', misconception: expect.stringContaining('code') as string });
  });

  test('where a refusal is wanted, only the same refusal counts', () => {
    const drive = driveTo('whose-folder', 'ben-reads');
    const read = moveTo(drive, 's3:GetObject');
    const key = (from: string): string | undefined => holdings(drive).find((one) => one.kind === 'identity' && one.from.includes('Ana') === (from === 'ana'))?.id;
    expect(attempt(drive, read, { 0: key('ana'), signature: held(drive, 'credentials') }).kind).toBe('right');
    expect(attempt(drive, read, { 0: key('ben'), signature: held(drive, 'credentials') }).kind).not.toBe('right');
    expect(attempt(drive, read, { 0: key('ana') }).kind, 'unsigned').not.toBe('right');
  });

  test('a photo stored in another place is another thing, though S3 answers the same', () => {
    const drive = driveTo('what-amplify-hides', 'second-upload');
    const outcome = attempt(drive, moveTo(drive, 's3:PutObject', 'beach.jpg'), { 0: held(drive, 'identity'), signature: held(drive, 'credentials') });
    expect(outcome).toMatchObject({ kind: 'elsewhere' });
  });
});
