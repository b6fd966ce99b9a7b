import { describe, expect, test } from 'vitest';
import { fieldKey, type Edits } from '../../lib/world/edit';
import { walkthroughs } from '../walkthroughs/index';
import { sceneOfLesson, type Walkthrough } from '../walkthroughs/walkthrough';
import { repair } from './repair';

const lessons = await Promise.all(Object.entries(walkthroughs).map(async ([slug, load]) => [slug, await load()] as const));

/** What one would type to make the broken world the lesson's again, field by field. */
function mending(lesson: Walkthrough, id: string): Edits {
  const broken = repair(lesson, [id], {}).things;
  const good = new Map(repair(lesson, [], {}).things.map((thing) => [thing.key, thing]));
  const edits: Record<string, string> = {};
  for (const thing of broken) {
    const whole = good.get(thing.key);
    if (whole === undefined) continue;
    for (const field of thing.fields) {
      const wanted = field.key === 'exists' ? 'yes' : whole.fields.find((one) => one.key === field.key)?.raw;
      if (wanted !== undefined && wanted !== field.raw) edits[fieldKey(thing, field)] = wanted;
    }
    // A policy that is gone, or has another name, is written anew.
    for (const field of whole.fields.filter((one) => one.input.kind === 'policy' && !thing.fields.some((other) => other.key === one.key))) {
      const place = thing.fields.find((one) => one.key === 'RolePolicyList.Added');
      if (place !== undefined) edits[fieldKey(thing, place)] = field.raw;
    }
  }
  return edits;
}

describe.each(lessons)('repairing %s', (_slug, lesson) => {
  test('nothing is broken: the lesson’s own run', () => {
    const { scene, verdict, edits } = repair(lesson, [], {});
    expect(verdict).toEqual({ kind: 'untouched' });
    expect(edits).toEqual({});
    expect(scene).toEqual(sceneOfLesson(lesson, []));
  });

  test('there is something to edit that the run has to do with', () => {
    const { things, touched } = repair(lesson, [], {});
    expect(touched.length).toBeGreaterThan(0);
    expect(things.length).toBeGreaterThanOrEqual(touched.length);
    expect(new Set(things.flatMap((thing) => thing.fields.map((field) => fieldKey(thing, field)))).size).toBe(things.flatMap((thing) => thing.fields).length);
  });

  test.each(lesson.switches.map((one) => [one.id, one] as const))('switch %s is refused as it says, and mended by the settings it changed', (id, one) => {
    const broken = repair(lesson, [id], {});
    expect(broken.verdict.kind).not.toBe('repaired');
    const inAccount = one.change(lesson.scenario).world !== lesson.scenario.world;
    expect(broken.sent.map((sent) => sent.id)).toEqual(inAccount ? [] : [id]);
    if (!inAccount) return;
    expect(broken.verdict).toMatchObject({ kind: 'refused', code: one.refused.code });
    const edits = mending(lesson, id);
    expect(Object.keys(edits).length, 'the change can be seen in a field').toBeGreaterThan(0);
    const mended = repair(lesson, [id], edits);
    expect(mended.problems).toEqual({});
    expect(mended.verdict).toEqual({ kind: 'repaired', wasBroken: true });
    for (const key of Object.keys(edits)) expect(broken.touched.some((thing) => key.startsWith(`${thing} `)), `${key} is among what the run touches`).toBe(true);
  });
});

describe('what comes of edits', () => {
  const lessonOf = (slug: string): Walkthrough => lessons.find(([one]) => one === slug)?.[1] as Walkthrough;
  const keyOf = (lesson: Walkthrough, type: string, field: string, name = ''): string => {
    const thing = repair(lesson, [], {}).things.find((one) => one.type === type && one.name.includes(name));
    const found = thing?.fields.find((one) => one.key === field);
    if (thing === undefined || found === undefined) throw new Error(`no ${type} ${field}`);
    return fieldKey(thing, found);
  };

  test('what the run has nothing to do with is not put first', () => {
    const { things, touched } = repair(lessonOf('guest'), [], {});
    const firstTypes = things.filter((thing) => touched.includes(thing.key)).map((thing) => `${thing.kind} ${thing.name}`);
    expect(firstTypes).toContain('Role notes-guest');
    expect(firstTypes).not.toContain('App client notes-web');
    expect(firstTypes).not.toContain('Group editors');
  });

  test('any right repair counts, not only the one that undoes the switch', () => {
    const lesson = lessonOf('enhanced-flow');
    const added = keyOf(lesson, 'AWS::IAM::Role', 'RolePolicyList.Added', 'notes-signed-in');
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::notes-photos/users/${cognito-identity.amazonaws.com:sub}/*' } });
    expect(repair(lesson, ['username'], { [added]: policy }).verdict).toEqual({ kind: 'repaired', wasBroken: true });
  });

  test('a repair that lets the wrong one in is none', () => {
    const lesson = lessonOf('whose-folder');
    const added = keyOf(lesson, 'AWS::IAM::Role', 'RolePolicyList.Added', 'notes-signed-in');
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } });
    expect(repair(lesson, ['username'], { [added]: policy }).verdict).toEqual({ kind: 'otherwise', calls: [{ step: 'ben-reads', here: 'ok', good: 'AccessDenied' }] });
  });

  test('an edit that breaks the good run is refused, with the rule and what was found', () => {
    const lesson = lessonOf('guest');
    const { verdict, scene } = repair(lesson, [], { [keyOf(lesson, 'AWS::Cognito::IdentityPool', 'AllowUnauthenticatedIdentities')]: 'false' });
    expect(verdict).toMatchObject({ kind: 'refused', step: 'get-id', code: 'NotAuthorizedException' });
    expect(scene.beats.some((beat) => beat.ghost)).toBe(true);
  });

  test('a policy that IAM cannot read changes nothing and says why, in a sentence', () => {
    const lesson = lessonOf('enhanced-flow');
    const key = keyOf(lesson, 'AWS::IAM::Role', 'AssumeRolePolicyDocument', 'notes-signed-in');
    const { problems, verdict } = repair(lesson, [], { [key]: '{ "Version": ' });
    expect(problems[key]).toMatch(/^IAM refuses this policy: .*\.$/);
    expect(verdict.kind).not.toBe('refused');
  });

  test('an answer of another kind leaves later calls without what they need, and that is said', () => {
    const lesson = lessonOf('challenges');
    const { verdict } = repair(lesson, [], { [keyOf(lesson, 'AWS::Cognito::UserPool', 'MfaConfiguration')]: 'OFF' });
    expect(verdict).toMatchObject({ kind: 'stuck', says: expect.stringMatching(/Session.*tokens instead/) as string });
  });

  test('what went before the story may be refused, too', () => {
    const lesson = lessonOf('enhanced-and-classic');
    const { verdict } = repair(lesson, [], { [keyOf(lesson, 'AWS::Cognito::UserPoolClient', 'ExplicitAuthFlows')]: 'ALLOW_USER_SRP_AUTH' });
    expect(verdict).toMatchObject({ kind: 'before', says: expect.stringContaining('before the story') as string });
  });

  test('every single setting can be changed without harm to the emulator', () => {
    for (const [, lesson] of lessons) {
      const { things, touched } = repair(lesson, [], {});
      for (const thing of things.filter((one) => touched.includes(one.key))) {
        for (const field of thing.fields) {
          for (const raw of typed(field.input.kind, field.raw)) expect(() => repair(lesson, [], { [fieldKey(thing, field)]: raw }), `${fieldKey(thing, field)} = ${raw}`).not.toThrow();
        }
      }
    }
  }, 300_000);
});

/** Something else to type into a field of this kind. */
function typed(kind: string, raw: string): readonly string[] {
  const other: Readonly<Record<string, readonly string[]>> = {
    flag: [raw === 'true' ? 'false' : 'true'],
    choice: [''],
    set: [''],
    number: ['', '3600'],
    text: ['', 'something'],
    lines: [''],
    rows: ['[]'],
    policy: ['', '{"Version":"2012-10-17","Statement":[]}'],
  };
  return other[kind] ?? [];
}
