import { expect, test } from 'vitest';
import { errorOf, shownMessage } from './refusal';

test('a text that nobody has seen is not shown as AWS’s', () => {
  const seen = errorOf({ code: 'NotAuthorizedException', message: ({ who }) => `User ${who} is disabled.` }, { who: 'Ana' });
  expect(shownMessage(seen)).toBe('User Ana is disabled.');
  const guessed = errorOf({ code: 'ForbiddenException', message: 'Forbidden', status: 403, wording: 'unconfirmed' });
  expect(shownMessage(guessed)).not.toContain('Forbidden');
});
