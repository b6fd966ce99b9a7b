import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutOf, lifeline, messageOf } from './layout';
import { checksAt, ease, flight, momentOf } from './position';
import { breaks, brokenScene, goodScene } from './upload.testing';
import { walletsAt } from './wallets';

const scenes = [goodScene, ...breaks.map(brokenScene)];

const places = fc.constantFrom(...scenes).chain((scene) => fc.record({ scene: fc.constant(scene), index: fc.nat(scene.beats.length - 1) }));
const time = fc.double({ min: 0, max: 1, noNaN: true });

function at({ scene, index }: { readonly scene: (typeof scenes)[number]; readonly index: number }, t: number) {
  const layout = layoutOf(scene.lanes, scene.beats.length);
  const beat = scene.beats[index];
  if (beat === undefined) throw new Error('no such beat');
  return { layout, beat, moment: momentOf(layout, beat, index, t), message: messageOf(layout, beat, index) };
}

describe('a moment', () => {
  test('depends on step and time alone: whatever was shown before, the same comes out', () => {
    fc.assert(
      fc.property(places, time, fc.array(time, { maxLength: 5 }), (place, t, others) => {
        const first = at(place, t).moment;
        for (const other of others) at(place, other);
        expect(at(place, t).moment).toEqual(first);
      }),
    );
  });

  test('begins at the sender and ends at the receiver', () => {
    fc.assert(
      fc.property(places, (place) => {
        const start = at(place, 0);
        const end = at(place, 1);
        if (start.message.self) return;
        expect(start.moment.litTo).toBeCloseTo(start.message.from);
        const target = end.beat.gate === 'refuses' ? lifeline(end.layout, 'iam') : end.message.to;
        expect(end.moment.litTo).toBeCloseTo(target);
        expect(start.moment.arrived).toBe(false);
        expect(end.moment.arrived).toBe(true);
        for (const chip of end.moment.chips) expect(Math.abs(chip.x + chip.width / 2 - target)).toBeLessThan(130);
      }),
    );
  });

  test('never turns back, and keeps its chips on the stage', () => {
    fc.assert(
      fc.property(places, time, time, (place, a, b) => {
        const [early, late] = [at(place, Math.min(a, b)), at(place, Math.max(a, b))];
        const way = early.message.rightward ? 1 : -1;
        expect((late.moment.litTo - early.moment.litTo) * way).toBeGreaterThanOrEqual(-1e-9);
        for (const chip of late.moment.chips) {
          expect(chip.x).toBeGreaterThanOrEqual(0);
          expect(chip.x + chip.width).toBeLessThanOrEqual(late.layout.width);
          expect(chip.y).toBeGreaterThanOrEqual(late.message.top - 2);
          expect(chip.y + chip.height).toBeLessThanOrEqual(late.message.top + late.layout.row + 8);
        }
      }),
    );
  });

  test('takes a time out of range for the nearest one in it', () => {
    const place = { scene: goodScene, index: 6 };
    expect(at(place, -3).moment).toEqual(at(place, 0).moment);
    expect(at(place, 7).moment).toEqual(at(place, 1).moment);
  });

  test('marks a chip as refused only once the check has failed', () => {
    const scene = brokenScene('untrusted');
    const place = { scene, index: scene.beats.findIndex((beat) => beat.key === 'get-id') };
    expect(at(place, flight).moment.chips[0]?.refused).toBe(false);
    expect(at(place, 1).moment.chips[0]?.refused).toBe(true);
  });

  test('lets what IAM refuses stop at IAM', () => {
    const scene = brokenScene('folder');
    const { moment, layout } = at({ scene, index: scene.beats.findIndex((beat) => beat.key === 'put-object') }, 1);
    expect(moment.litTo).toBe(lifeline(layout, 'iam'));
  });
});

describe('checks', () => {
  const { beats } = brokenScene('untrusted');
  const beat = beats.find((one) => one.key === 'get-id');

  test('wait until the message is there, then are decided one by one', () => {
    if (beat === undefined) throw new Error('no beat');
    expect(new Set(checksAt(beat, flight))).toEqual(new Set(['waiting']));
    expect(checksAt(beat, 1)).toEqual(beat.checks.map((check) => check.verdict));
    let decided = 0;
    for (let t = 0; t <= 1.0001; t += 0.01) {
      const now = checksAt(beat, t).filter((state) => state !== 'waiting').length;
      expect(now).toBeGreaterThanOrEqual(decided);
      decided = now;
    }
  });

  test('show nothing as not reached before one has failed', () => {
    if (beat === undefined) throw new Error('no beat');
    for (let t = 0; t <= 1; t += 0.01) {
      const states = checksAt(beat, t);
      if (states.includes('unreached')) expect(states).toContain('failed');
    }
  });
});

test('wallets too are a function of step and time: going back takes back', () => {
  const scene = goodScene;
  const forward = scene.beats.map((_beat, index) => walletsAt(scene.beats, scene.lanes, index));
  const backward = [...scene.beats.keys()].reverse().map((index) => walletsAt(scene.beats, scene.lanes, index));
  expect(backward.reverse()).toEqual(forward);
  expect(forward[0]?.[0]).toEqual({ lane: 'ana', chips: [], says: 'nothing yet' });
});

test('easing begins at 0, ends at 1, and rises', () => {
  expect([ease(0), ease(1)]).toEqual([0, 1]);
  fc.assert(fc.property(time, time, (a, b) => void expect(ease(Math.max(a, b))).toBeGreaterThanOrEqual(ease(Math.min(a, b)) - 1e-6)));
});
