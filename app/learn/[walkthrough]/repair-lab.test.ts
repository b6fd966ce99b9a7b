import { describe, expect, test } from 'vitest';
import { walkthroughs } from '@/content/walkthroughs';
import { fieldKey } from '@/lib/world/edit';
import { problemsOf, runEdited } from './repair-lab';

describe.each(Object.entries(walkthroughs))('%s, as the player shows it', (slug, load) => {
  test('with each of its switches: the same run as in the other modes, lit where it is refused', async () => {
    const lesson = await load();
    for (const { id } of lesson.switches) {
      const { run, index } = await runEdited(slug, [id], {});
      expect(run.on).toEqual([id]);
      expect(run.scene.beats[index]?.key).toBe(run.scene.refusal?.beat);
    }
  }, 60_000);

  test('what is typed wrongly is said before anything is run', async () => {
    const view = await runEdited(slug, [], {});
    const thing = view.repair.things.find((one) => one.fields.some((field) => field.input.kind === 'policy'));
    const field = thing?.fields.find((one) => one.input.kind === 'policy');
    if (thing === undefined || field === undefined) throw new Error('no policy');
    const key = fieldKey(thing, field);
    expect(problemsOf(view, { [key]: '{' })[key]).toMatch(/\.$/);
    expect(problemsOf(view, { [key]: field.raw })).toEqual({});
  });
});
