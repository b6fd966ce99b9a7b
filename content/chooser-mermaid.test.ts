import { expect, test } from 'vitest';
import { chooserEndings, chooserQuestions } from './chooser';
import { chooserMermaid } from './chooser-mermaid';

// That Mermaid draws it is seen in e2e/choose.spec.ts: its flowchart parser needs a browser.
test('the tree has every question, ending and choice, and no text that ends a statement', () => {
  const text = chooserMermaid();
  const arrows = text.split('\n').filter((line) => line.includes('-->'));
  expect(arrows).toHaveLength(chooserQuestions.flatMap(({ choices }) => choices).length);
  for (const label of text.matchAll(/"([^"]*)"/g)) expect(label[1]).not.toMatch(/[<>]|#(?!quot;|35;|59;|lt;|gt;)/);
  for (const { title } of chooserEndings) expect(text).toContain(title);
});
