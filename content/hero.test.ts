import { expect, test } from 'vitest';
import { heroLesson, heroRestingRow, heroRows } from './hero';
import { walkthroughs } from './walkthroughs/index';
import { sceneOfLesson } from './walkthroughs/walkthrough';

test('the front page shows beats that the lesson has, in its order', async () => {
  const lesson = await walkthroughs[heroLesson]?.();
  const keys = lesson === undefined ? [] : sceneOfLesson(lesson, []).beats.map((beat) => beat.key);
  const places = heroRows.map((row) => keys.indexOf(row.beat));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(heroRows[heroRestingRow]?.caption).toContain('crosses the border');
});
