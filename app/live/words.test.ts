import { expect, test } from 'vitest';
import { expectedSteps } from '@/lib/live/expected';
import { planOf } from '@/lib/live/filled-in.testing';
import { sceneOfTrace } from '@/lib/stage/trace-scene';
import { saysOfLive } from '@/content/live-lane';

test('every row of a live run has words of its own', () => {
  const reading = { reading: 's3:ListObjectsV2', bucket: 'notes-photos' } as const;
  const plans = [planOf(reading), planOf({ asker: 'user', ...reading }), planOf({ asker: 'user', signInFlow: 'USER_PASSWORD_AUTH', flow: 'classic', roleArn: 'arn:aws:iam::111122223333:role/r', ...reading })];
  for (const plan of plans) {
    const scene = sceneOfTrace({ people: { browser: { name: 'Your browser', kind: 'user' } }, steps: expectedSteps(plan, []), ended: 'ok' });
    const said = scene.beats.map((beat) => saysOfLive(beat, scene.steps[beat.step]!));
    expect(new Set(said).size, said.join('\n')).toBe(said.length);
    for (const beat of scene.beats) expect(saysOfLive(beat, scene.steps[beat.step]!).includes('inferred')).toBe(beat.hidden);
  }
});
