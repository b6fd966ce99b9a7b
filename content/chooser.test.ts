import { expect, test } from 'vitest';
import { parseMarkup } from '../lib/stage/markup';
import { chooserEndings, chooserNode, chooserQuestions, firstQuestion } from './chooser';
import { glossary } from './glossary';
import { walkthroughs } from './walkthroughs';

/** Every way through the tree, as the slugs on it. Throws on a choice that leads nowhere or back. */
function ways(slug: string, before: readonly string[] = []): readonly (readonly string[])[] {
  if (before.includes(slug)) throw new Error(`${slug} leads back to itself.`);
  const here = [...before, slug];
  const node = chooserNode(slug);
  if (node === undefined) throw new Error(`There is no “${slug}”.`);
  return 'choices' in node ? node.choices.flatMap((choice) => ways(choice.leadsTo, here)) : [here];
}

test('every answer leads on, and in five questions at most to an ending', () => {
  for (const way of ways(firstQuestion)) expect(way.length - 1, way.join(' → ')).toBeLessThanOrEqual(5);
});

test('every question is asked and every ending reached', () => {
  const reached = new Set(ways(firstQuestion).flat());
  expect(reached).toEqual(new Set([...chooserQuestions, ...chooserEndings].map((one) => one.slug)));
});

test('every question has a choice, and every ending a lesson that runs and words that are known', () => {
  const terms = new Set(glossary.map((term) => term.slug));
  for (const { choices, ask } of chooserQuestions) {
    expect(choices.length).toBeGreaterThanOrEqual(2);
    expect(ask).toMatch(/\?$/);
  }
  for (const { lessons, needs, explain, slug } of chooserEndings) {
    expect(needs.length, slug).toBeGreaterThan(0);
    expect(lessons.length, slug).toBeGreaterThan(0);
    for (const lesson of lessons) expect(Object.keys(walkthroughs), slug).toContain(lesson);
    for (const part of parseMarkup(explain)) if (part.kind === 'term') expect(terms).toContain(part.term);
  }
});
