import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { enhancedFlow } from '../../content/walkthroughs/enhanced-flow';
import { walkthroughs } from '../../content/walkthroughs/index';
import { sceneOfLesson } from '../../content/walkthroughs/walkthrough';
import { placeChecks, tickState } from './checks';
import { layoutOf, lifeline, messageOf } from './layout';
import { placeRefusal, wrap } from './refusal-card';

const lessons = await Promise.all(Object.values(walkthroughs).map((load) => load()));
const scenes = lessons.flatMap((lesson) => [[], ...lesson.switches.map((one) => [one.id])].map((on) => [`${lesson.slug} ${on.join()}`, sceneOfLesson(lesson, on)] as const));

test('the first lesson is drawn in 916 × 614 px', () => {
  const { lanes, beats } = sceneOfLesson(enhancedFlow, []);
  const layout = layoutOf(lanes, beats.length);
  expect([layout.width, layout.height, layout.row]).toEqual([916, 614, 33]);
  expect(layout.border.x).toBeGreaterThan(lifeline(layout, 'cognito-idp'));
  expect(layout.border.x).toBeLessThan(lifeline(layout, 'cognito-identity'));
  expect(() => lifeline(layout, 'nobody')).toThrow(/no lane/);
});

test('the style sheet puts the rows’ links where the layout puts the rows', () => {
  const css = readFileSync(new URL('../../app/_styles/stage.css', import.meta.url), 'utf8');
  for (const size of ['full', 'compact'] as const) {
    const { field } = layoutOf([], 1, size);
    expect(css).toMatch(new RegExp(`\\.stage-${size} \\{\\s*--field: ${field}px;`));
  }
  for (let rows = 1; rows <= 30; rows++) {
    const { row } = layoutOf([], rows);
    expect(css, `${rows} rows`).toContain(`.rows-of-${row} { --row: ${row}px; }`);
  }
});

describe.each(scenes)('%s', (_title, scene) => {
  const layout = layoutOf(scene.lanes, scene.beats.length);

  test('fits its place at 1440 px, with no lane over another', () => {
    expect(layout.width).toBeLessThanOrEqual(920);
    for (const [index, lane] of layout.lanes.entries()) {
      const next = layout.lanes[index + 1];
      expect(lane.left).toBeGreaterThanOrEqual(0);
      expect(lane.left + lane.width).toBeLessThanOrEqual(next?.left ?? layout.width);
    }
  });

  test('crosses the border exactly when it goes from one question to the other', () => {
    const zoneOf = (id: string) => scene.lanes.find((lane) => lane.id === id)?.zone;
    const before = (id: string) => ['app', 'authn'].includes(zoneOf(id) ?? '');
    for (const [index, beat] of scene.beats.entries()) {
      expect(messageOf(layout, beat, index).crossesBorder, beat.key).toBe(before(beat.from) !== before(beat.to));
    }
  });

  test('has room for its ticks, and always shows the one that failed', () => {
    for (const [index, beat] of scene.beats.entries()) {
      const placed = placeChecks(layout, beat, index);
      for (const { x } of placed) expect(x + 15).toBeLessThanOrEqual(layout.width);
      const states = beat.checks.map((check) => check.verdict);
      if (states.includes('failed')) expect(placed.some((one) => tickState(one, states) === 'failed'), beat.key).toBe(true);
    }
  });

  test('has a place for AWS’s words, whole', () => {
    const index = scene.beats.findIndex((beat) => beat.kind === 'answer' && beat.error !== undefined);
    if (index < 0) return;
    const message = scene.beats[index]?.error?.message ?? '';
    const card = placeRefusal(layout, scene.beats, index, message);
    expect(card.lines.join('').replaceAll(' ', '')).toBe(message.replaceAll(' ', ''));
    expect(card.x).toBeGreaterThanOrEqual(0);
    expect(card.x + card.width).toBeLessThanOrEqual(layout.width);
    expect(card.y).toBeGreaterThanOrEqual(0);
    expect(card.y + card.height).toBeLessThanOrEqual(layout.height);
  });
});

test('wraps at spaces, and breaks what has none', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('aaaaaaaaaaaaaaaaaaaa', 8)).toEqual(['aaaaaaaa', 'aaaaaaaa', 'aaaa']);
  expect(wrap('', 8)).toEqual([]);
});
