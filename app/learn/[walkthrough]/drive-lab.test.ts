import { describe, expect, test } from 'vitest';
import { walkthroughs } from '@/content/walkthroughs';
import { goOn, isWaiting, makeCall, shown, startDriving } from './drive-lab';

describe.each(Object.keys(walkthroughs))('%s, as the player shows it', (slug) => {
  test('from the first call to the last, with a wrong one before each', async () => {
    let view = await startDriving(slug, 'all');
    const { calls } = view.drive.walkthrough.scenario;
    const rows = view.drive.good.beats.length;
    for (const call of calls) {
      expect(isWaiting(view)).toBe(true);
      expect(view.run.scene.beats[view.index]?.key).toBe('your-move');
      expect(view.run.rows).toBe(rows);
      const own = shown(view);
      const other = view.drive.moves.find((move) => move.id !== own.move.id && move.slots.length < 2) ?? own.move;
      const wrong = await makeCall(view, other, {});
      expect(wrong.drive.made.length, 'nothing of a wrong call stays').toBe(wrong.tried?.outcome.kind === 'right' ? view.drive.made.length + 1 : view.drive.made.length);
      for (const beat of wrong.run.scene.beats) expect(wrong.run.narration?.[beat.key] ?? view.drive.walkthrough.narration[beat.key], beat.key).toBeDefined();
      const right = await makeCall(view, own.move, own.filling);
      expect(right.tried).toMatchObject({ made: call.id, outcome: { kind: 'right' } });
      expect(right.run.scene.beats[right.index]?.key).toBe(call.id);
      if (call.asks === undefined && !call.operation.startsWith('outside-provider:')) expect(right.run.exchanges[call.id]).toBeDefined();
      view = await goOn(right);
      expect(view.tried).toBeUndefined();
    }
    expect(isWaiting(view)).toBe(false);
    expect(view.index).toBe(rows - 1);
  }, 60_000);
});
