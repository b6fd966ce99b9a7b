import mermaid from 'mermaid';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { walkthroughs } from '../../content/walkthroughs/index';
import { sceneOfLesson } from '../../content/walkthroughs/walkthrough';
import { escapeMermaid, toMermaid } from './mermaid';

const lessons = await Promise.all(Object.values(walkthroughs).map((load) => load()));
const runs = lessons.flatMap((lesson) => [[], ...lesson.switches.map((one) => [one.id])].map((on) => [`${lesson.slug} ${on.join()}`, lesson, on] as const));

// For boxes, Mermaid asks the browser whether it knows their colour, and cleans their titles with what needs a document.
const cleaner = 'dompurify';
const { default: purify } = (await import(/* @vite-ignore */ cleaner)) as { readonly default: object };
Object.assign(purify, { addHook: () => undefined, sanitize: (text: string) => text });
beforeEach(() => void vi.stubGlobal('window', { CSS: { supports: () => true } }));

describe('a run as Mermaid', () => {
  test.each(runs)('%s', async (_title, lesson, on) => {
    const { lanes, beats } = sceneOfLesson(lesson, on);
    const text = toMermaid(lesson.title, lanes, beats);
    await expect(mermaid.parse(text)).resolves.toMatchObject({ diagramType: 'sequence' });
    const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
    const messages = (diagram.db as unknown as { getMessages(): readonly { readonly from?: string; readonly to?: string; readonly message?: unknown }[] })
      .getMessages()
      .filter((message) => message.from !== undefined && message.to !== undefined && typeof message.message === 'string');
    const shown = beats.filter((beat) => !beat.ghost);
    const lane = (id: string) => `A${lanes.findIndex((one) => one.id === id)}`;
    expect(messages.map(({ from, to }) => [from, to])).toEqual(shown.map((beat) => [lane(beat.from), lane(beat.to)]));
    for (const [index, beat] of shown.entries()) expect(String(messages[index]?.message)).toContain(escapeMermaid(beat.label.text));
  });
});

test('text from an account cannot end a statement, cut it short or bring markup', async () => {
  const nasty = 'a; b #1 <img src=x onerror=alert(1)> %% end\nparticipant X';
  const { lanes, beats } = sceneOfLesson(lessons[0] as (typeof lessons)[number], []);
  const evil = lanes.map((lane, index) => (index === 0 ? { ...lane, name: nasty } : lane));
  const labelled = beats.map((beat, index) => (index === 0 ? { ...beat, label: { ...beat.label, text: nasty } } : beat));
  const text = toMermaid(nasty, evil, labelled);
  await expect(mermaid.parse(text)).resolves.toBeTruthy();
  expect(text).not.toContain('<img');
  expect(text.split('\n').filter((line) => line.trim().startsWith('participant'))).toHaveLength(lanes.length);
  expect(escapeMermaid('a;b#c')).toBe('a#59;b#35;c');
});
