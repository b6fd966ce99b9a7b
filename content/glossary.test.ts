import { expect, test } from 'vitest';
import { glossary, termNamed } from './glossary';

test('every term has an address of its own and refers only to terms that exist', () => {
  expect(new Set(glossary.map((term) => term.slug)).size).toBe(glossary.length);
  for (const term of glossary) for (const other of term.see ?? []) expect(termNamed(other), `${term.slug} → ${other}`).toBeDefined();
});
