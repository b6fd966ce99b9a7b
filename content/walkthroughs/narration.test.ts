import { describe, expect, test } from 'vitest';
import { enhancedFlow } from './enhanced-flow';
import { causeOf, narrationOf } from './narration';
import { sceneOfLesson, textOf } from './walkthrough';

const lesson = textOf(enhancedFlow);
const told = (on: readonly string[], key: string) => narrationOf(lesson, sceneOfLesson(enhancedFlow, on), on, key);
const causeWith = (...on: readonly string[]) => causeOf(lesson, sceneOfLesson(enhancedFlow, on), on)?.id;
const ownWords = (id: string, key: string) => lesson.switches.find((one) => one.id === id)?.narration[key];

describe('of several switches, the one speaks whose rule did not hold', () => {
  test.each([
    [['access', 'logins-key'], 'logins-key'],
    [['access', 'late'], 'access'],
    [['trust', 'late'], 'late'],
    [['trust', 'username'], 'trust'],
  ])('%s', (on, cause) => {
    expect(causeWith(...on)).toBe(cause);
    const key = lesson.switches.find((one) => one.id === cause)?.refused.step ?? '';
    expect(told(on, key)).toEqual(ownWords(cause, key));
  });
});

test('beats that another switch changes on the way keep that switch’s words', () => {
  expect(told(['late', 'trust'], 'logins-key')).toEqual(ownWords('late', 'logins-key'));
  expect(told(['access', 'logins-key'], 'get-id')).not.toEqual(ownWords('access', 'get-id'));
});

test('beats before and behind the change read as in the good run', () => {
  expect(told(['untrusted'], 'respond')).toEqual(lesson.narration.respond);
  expect(told(['untrusted'], 'put-object'), 'a ghost').toEqual(lesson.narration['put-object']);
});

test('a refusal that no switch accounts for is told by its rule', () => {
  const scene = sceneOfLesson(enhancedFlow, ['untrusted']);
  const strange = narrationOf({ ...lesson, switches: [] }, scene, ['untrusted'], 'get-id');
  expect(strange.caption).toContain('does not hold here');
  expect(strange.explain.join(' ')).toContain('NotAuthorizedException');
});
