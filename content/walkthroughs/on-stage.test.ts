import mermaid from 'mermaid';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { placeChecks, tickState } from '../../lib/stage/checks';
import { layoutOf, messageOf } from '../../lib/stage/layout';
import { escapeMermaid, toMermaid } from '../../lib/stage/mermaid';
import { placeRefusal } from '../../lib/stage/refusal-card';
import { stories } from '../stories/index';
import { walkthroughs } from './index';
import { sceneOfLesson } from './walkthrough';

const lessons = await Promise.all([...Object.values(walkthroughs), ...Object.values(stories)].map((load) => load()));

/** Every lesson, as it is and broken in each of its ways; every attack story, as it is and repaired. */
const scenes = lessons.flatMap((lesson) => [[], ...lesson.switches.map((one) => [one.id])].map((on) => [[lesson.slug, ...on].join(' with '), sceneOfLesson(lesson, on)] as const));

describe.each(scenes)('%s', (_title, scene) => {
  const layout = layoutOf(scene.lanes, scene.beats.length);

  test('fits its place at 1440 px, with no lane over another', () => {
    expect(layout.width).toBeLessThanOrEqual(920);
    for (const [index, lane] of layout.lanes.entries()) {
      const next = layout.lanes[index + 1];
      expect(lane.left).toBeGreaterThanOrEqual(0);
      expect(lane.left + lane.width).toBeLessThanOrEqual(next?.left ?? layout.width);
    }
  });

  test('crosses the border exactly when it goes from one question to the other', () => {
    const zoneOf = (id: string) => scene.lanes.find((lane) => lane.id === id)?.zone;
    const before = (id: string) => ['app', 'authn'].includes(zoneOf(id) ?? '');
    for (const [index, beat] of scene.beats.entries()) {
      expect(messageOf(layout, beat, index).crossesBorder, beat.key).toBe(before(beat.from) !== before(beat.to));
    }
  });

  test('has room for its ticks, and always shows the one that failed', () => {
    for (const [index, beat] of scene.beats.entries()) {
      const placed = placeChecks(layout, beat, index);
      for (const { x } of placed) expect(x + 15).toBeLessThanOrEqual(layout.width);
      const states = beat.checks.map((check) => check.verdict);
      if (states.includes('failed')) expect(placed.some((one) => tickState(one, states) === 'failed'), beat.key).toBe(true);
    }
  });

  test('has a place for AWS’s words, whole', () => {
    const index = scene.beats.findIndex((beat) => beat.kind === 'answer' && beat.error !== undefined);
    if (index < 0) return;
    const message = scene.beats[index]?.error?.message ?? '';
    const card = placeRefusal(layout, scene.beats, index, message);
    expect(card.lines.join('').replaceAll(' ', '')).toBe(message.replaceAll(' ', ''));
    expect(card.x).toBeGreaterThanOrEqual(0);
    expect(card.x + card.width).toBeLessThanOrEqual(layout.width);
    expect(card.y).toBeGreaterThanOrEqual(0);
    expect(card.y + card.height).toBeLessThanOrEqual(layout.height);
  });
});

// For boxes, Mermaid asks the browser whether it knows their colour, and cleans their titles with what needs a document.
const cleaner = 'dompurify';
const { default: purify } = (await import(/* @vite-ignore */ cleaner)) as { readonly default: object };
Object.assign(purify, { addHook: () => undefined, sanitize: (text: string) => text });
beforeEach(() => void vi.stubGlobal('window', { CSS: { supports: () => true } }));

describe('a run as Mermaid', () => {
  test.each(scenes)('%s', async (title, scene) => {
    const { lanes, beats } = scene;
    const text = toMermaid(title, lanes, beats);
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
