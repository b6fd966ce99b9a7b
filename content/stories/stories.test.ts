import { expect, test } from 'vitest';
import { walkthroughAfter, walkthroughNamed, walkthroughs } from '../walkthroughs/index';
import { headings } from './headings';
import { stories } from './index';

const [lessons, all] = [Object.keys(walkthroughs), Object.keys(stories)];

test.each(all)('%s is found under its slug, runs to its end and names the checks that find it', async (slug) => {
  expect(walkthroughNamed(slug)).toBe(stories[slug]);
  const told = await stories[slug]?.();
  expect(told?.scenario.ends).toBe('ok');
  expect(told?.story?.checks.length).toBeGreaterThan(0);
});

test('the headings stand in the order of the stories', () => {
  expect(Object.keys(headings)).toEqual(all);
});

test('the last lesson leads to no story, and the stories lead to one another', () => {
  expect(walkthroughAfter(lessons.at(-1) ?? '')).toBeUndefined();
  expect(walkthroughAfter(lessons[0] ?? '')).toBe(walkthroughs[lessons[1] ?? '']);
  expect(all.map((slug) => walkthroughAfter(slug))).toEqual([...all.slice(1).map((slug) => stories[slug]), undefined]);
  expect(walkthroughNamed('no-such-lesson')).toBeUndefined();
});
