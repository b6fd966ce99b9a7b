import mermaid from 'mermaid';
import { beforeEach, expect, test, vi } from 'vitest';
import { escapeMermaid, toMermaid } from './mermaid';
import { goodScene } from './upload.testing';

// For boxes, Mermaid asks the browser whether it knows their colour, and cleans their titles with what needs a document.
const cleaner = 'dompurify';
const { default: purify } = (await import(/* @vite-ignore */ cleaner)) as { readonly default: object };
Object.assign(purify, { addHook: () => undefined, sanitize: (text: string) => text });
beforeEach(() => void vi.stubGlobal('window', { CSS: { supports: () => true } }));

test('text from an account cannot end a statement, cut it short or bring markup', async () => {
  const nasty = 'a; b #1 <img src=x onerror=alert(1)> %% end\nparticipant X';
  const { lanes, beats } = goodScene;
  const evil = lanes.map((lane, index) => (index === 0 ? { ...lane, name: nasty } : lane));
  const labelled = beats.map((beat, index) => (index === 0 ? { ...beat, label: { ...beat.label, text: nasty } } : beat));
  const text = toMermaid(nasty, evil, labelled);
  await expect(mermaid.parse(text)).resolves.toBeTruthy();
  expect(text).not.toContain('<img');
  expect(text.split('\n').filter((line) => line.trim().startsWith('participant'))).toHaveLength(lanes.length);
  expect(escapeMermaid('a;b#c')).toBe('a#59;b#35;c');
});
