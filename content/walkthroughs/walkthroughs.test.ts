import { describe, expect, test } from 'vitest';
import { plainText, parseMarkup } from '../../lib/stage/markup';
import { glossary } from '../glossary';
import { stories } from '../stories/index';
import { walkthroughs } from './index';
import { causeOf, narrationOf } from './narration';
import { chapters, sceneOfLesson, storyChapter, textOf, type Narration, type Walkthrough } from './walkthrough';

const loaded = (all: typeof walkthroughs) => Promise.all(Object.entries(all).map(async ([slug, load]) => [slug, await load()] as const));
const lessons = await loaded(walkthroughs);
const told = await loaded(stories);
const terms = new Set(glossary.map((term) => term.slug));

function wordsOf({ title, caption, explain, note }: Narration): readonly string[] {
  return [title, caption, ...explain, ...(note === undefined ? [] : [note.title, note.text])];
}

function allWords(lesson: Walkthrough): readonly string[] {
  return [
    ...Object.values(lesson.narration).flatMap(wordsOf),
    ...lesson.switches.flatMap((one) => [...Object.values(one.narration).flatMap(wordsOf), one.fix.text]),
    ...lesson.predictions.flatMap((one) => [one.ask, one.context, ...one.options.flatMap((option) => [option.text, option.feedback])]),
  ];
}

test('the lessons stand in the order of their numbers, and their chapters in the order of the table of contents', () => {
  const numbers = lessons.map(([, lesson]) => lesson.number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  const places = lessons.map(([, lesson]) => (chapters as readonly string[]).indexOf(lesson.chapter));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('the attack stories stand in the order of their numbers, beside the lessons and not among them', () => {
  const numbers = told.map(([, { number }]) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  for (const [slug, { chapter, story }] of told) expect([chapter, story === undefined, slug in walkthroughs]).toEqual([storyChapter, false, false]);
  for (const [, { story }] of lessons) expect(story).toBeUndefined();
});

describe.each([...lessons, ...told])('%s', (slug, lesson) => {
  const good = sceneOfLesson(lesson, []);

  test('is found under its slug and ends as it says', () => {
    expect(lesson.slug).toBe(slug);
    expect(good.ended).toBe(lesson.scenario.ends);
    expect(good.diverges).toBeUndefined();
  });

  test('tells every beat, and nothing that is none', () => {
    expect(new Set(Object.keys(lesson.narration))).toEqual(new Set(good.beats.map((beat) => beat.key)));
    for (const narration of Object.values(lesson.narration)) {
      expect(narration.title.length).toBeGreaterThan(2);
      expect(plainText(narration.caption)).toMatch(/[.?!’”]$/);
      expect(narration.explain.length).toBeGreaterThan(0);
    }
  });

  test('is 8 to 16 beats long', () => {
    expect(good.beats.length).toBeGreaterThanOrEqual(8);
    expect(good.beats.length).toBeLessThanOrEqual(16);
  });

  test('its markup is of known kinds, and its terms stand in the glossary', () => {
    for (const words of allWords(lesson)) {
      for (const part of parseMarkup(words)) if (part.kind === 'term') expect(terms, `${part.term} in “${words}”`).toContain(part.term);
    }
  });

  test('asks questions with one right answer and a word for every wrong one', () => {
    expect(lesson.predictions.length).toBeGreaterThanOrEqual(2);
    for (const { at, options, context, ask } of lesson.predictions) {
      expect(good.beats.map((beat) => beat.key)).toContain(at);
      expect(options.filter((option) => option.right === true)).toHaveLength(1);
      expect(options.length).toBeGreaterThanOrEqual(2);
      for (const option of options) expect(option.feedback.length, option.text).toBeGreaterThan(20);
      expect(ask).toMatch(/\?$/);
      expect(context).not.toBe('');
    }
  });

  test('can be broken in three ways or more, or repaired in one', () => {
    expect(lesson.switches.length).toBeGreaterThanOrEqual(lesson.story === undefined ? 3 : 1);
    expect(new Set(lesson.switches.map((one) => one.id)).size).toBe(lesson.switches.length);
  });

  test.each(lesson.switches.map((one) => [one.id, one] as const))('switch %s is refused as it says', (id, one) => {
    const scene = sceneOfLesson(lesson, [id]);
    expect(scene.refusal).toBeDefined();
    expect({ step: scene.refusal?.step, rule: scene.refusal?.rule, code: scene.refusal?.told.code }).toEqual({
      step: one.refused.step,
      rule: one.refused.rule,
      code: one.refused.code,
    });
    expect(scene.refusal?.told.message).toContain(one.refused.message);
    expect(scene.ended).toBe(one.refused.code);
    expect(scene.diverges).toBeDefined();
    expect(causeOf(textOf(lesson), scene, [id])?.id).toBe(id);
    for (const key of Object.keys(one.narration)) expect(scene.beats.filter((beat) => !beat.ghost).map((beat) => beat.key)).toContain(key);
    const refused = narrationOf(textOf(lesson), scene, [id], scene.refusal?.beat ?? '');
    expect(refused, 'the refused beat reads otherwise than the good one').not.toEqual(lesson.narration[scene.refusal?.beat ?? '']);
  });

  test('any two switches go together: the run still ends, and every beat still reads', () => {
    for (const [index, first] of lesson.switches.entries()) {
      for (const second of lesson.switches.slice(index + 1)) {
        const on = [first.id, second.id];
        const scene = sceneOfLesson(lesson, on);
        expect(scene.refusal, on.join()).toBeDefined();
        for (const beat of scene.beats) expect(narrationOf(textOf(lesson), scene, on, beat.key).title).not.toBe(beat.key);
      }
    }
  });

  test('its Amplify code belongs to calls that it makes', () => {
    const calls = new Set(lesson.scenario.calls.map((call) => call.id));
    for (const segment of lesson.amplify) for (const step of segment.steps) expect(calls).toContain(step);
  });

  test('points at AWS’s own pages', () => {
    const aws = lesson.furtherReading.filter(({ href }) => /^https:\/\/(docs\.aws\.amazon\.com|docs\.amplify\.aws)\//.test(href));
    expect(aws.length).toBeGreaterThan(0);
    // Stories also name who found the flaw.
    for (const { href } of lesson.furtherReading) expect(href).toMatch(/^https:\/\//);
    if (lesson.story === undefined) expect(aws).toEqual(lesson.furtherReading);
    expect(lesson.reproduce.length).toBeGreaterThan(0);
  });

  test('has no word of praise and no exclamation mark', () => {
    for (const words of allWords(lesson)) expect(words).not.toMatch(/!(?!=)|\b(simply|congratulations|great job|well done)\b/i);
  });
});
