import { describe, expect, test } from 'vitest';
import { operations } from '../lib/engine/operations/index';
import type { ErrorTemplate } from '../lib/engine/refusal';
import { toMermaid } from '../lib/stage/mermaid';
import { errors } from './errors';
import { stories } from './stories/index';
import { sceneOfLesson, textOf } from './walkthroughs/walkthrough';
import { walkthroughs } from './walkthroughs/index';

const lessons = await Promise.all([...Object.values(walkthroughs), ...Object.values(stories)].map((load) => load()));

/** Quotations of four words and more that are somebody else's words than AWS's: people's, the console's, a library's. */
const notOfAws = new Set([
  'What may you do?',
  'this user must go',
  'this user is gone',
  'Auth UserPool not configured.',
  '({ identityId }) => …',
  'choose role from token',
  'all values are mine',
  'No identity? Then as a guest.',
]);

/** Without emphasis, and with apostrophes as AWS writes them. */
const plain = (text: string) => text.replaceAll('**', '').replaceAll('’', '\'').toLowerCase();
const wordsIn = (text: string) => text.split(/\s+/).filter((word) => /[a-z]/i.test(word)).length;

/** A rule's words, with `<…>` for what differs from case to case. */
function wordsOf({ message }: ErrorTemplate): string {
  if (typeof message === 'string') return message;
  // A number, because some messages reckon with their facts.
  const fact = 888_888;
  return message(new Proxy({}, { get: () => fact })).replaceAll(String(fact), '<…>');
}

const templates = operations.flatMap((operation) => Object.values(operation.rules).map((rule) => rule.error));
const confirmed = templates.filter((one) => one.wording !== 'unconfirmed').map(wordsOf);
/** The engine's own words where nobody has seen AWS's: it must say something to whoever calls it. */
const unconfirmed = [...new Set(templates.filter((one) => one.wording === 'unconfirmed').map(wordsOf))]
  .filter((words) => wordsIn(words) > 3 && !words.includes('<…>') && !confirmed.includes(words))
  .map(plain);

/** All texts of a lesson, wherever they stand in it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const quotations = (text: string) => [...text.matchAll(/“([^”]*)”|`([^`]*)`/g)].map(([, quoted, mono]) => quoted ?? mono ?? '');

test('the engine has words of its own, and the catalogue has entries without words', () => {
  expect(unconfirmed.length).toBeGreaterThan(20);
  expect(errors.filter(({ wording }) => wording === 'unconfirmed').length).toBeGreaterThan(0);
});

describe.each(lessons.map((lesson) => [lesson.slug, lesson] as const))('%s', (_slug, lesson) => {
  const texts = textsIn(textOf(lesson));
  const scenes = lesson.switches.map(({ id }) => sceneOfLesson(lesson, [id]));

  test('says nothing in words that nobody has seen AWS use', () => {
    expect(texts.map(plain).filter((text) => unconfirmed.some((message) => text.includes(message)))).toEqual([]);
  });

  test('quotes AWS only in words that somebody has seen', () => {
    const seen = [
      ...confirmed,
      ...errors.flatMap(({ message }) => message ?? []),
      ...scenes.flatMap(({ refusal }) => (refusal === undefined || refusal.told.wording === 'unconfirmed' ? [] : [refusal.told.message])),
    ].map(plain);
    const strange = texts.flatMap(quotations).filter((quotation) => wordsIn(quotation) > 3 && !notOfAws.has(quotation) && !seen.some((message) => message.includes(plain(quotation))));
    expect(strange).toEqual([]);
  });

  test('ends in no refusal whose words nobody has seen, but where it says that they are not AWS’s', () => {
    for (const { refusal, lanes, beats } of scenes) {
      if (refusal?.told.wording === 'unconfirmed') expect(toMermaid('', lanes, beats)).not.toContain(refusal.told.message);
    }
  });
});
