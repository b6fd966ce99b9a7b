import { describe, expect, test } from 'vitest';
import { stories, storiesFoundBy } from '@/content/stories/index';
import { scenarioOf, type Walkthrough } from '@/content/walkthroughs/walkthrough';
import { audit, auditedPools } from '@/lib/audit/audit';
import { checkNamed } from '@/lib/audit/checks/index';
import { intendedUses } from '@/lib/audit/intended';
import { tryIn } from '@/lib/audit/trial';
import { coreCatalogue } from '@/lib/iam/catalogue/catalogue';
import { notes } from '@/lib/world/accounts/notes';
import { get, type World } from '@/lib/world/world';

const told = await Promise.all(Object.entries(stories).map(async ([slug, load]) => [slug, await load()] as const));

const options = { catalogue: coreCatalogue, pools: [notes.identityPool] };

/** Which of a story's checks fail in an account. */
function failing({ story }: Walkthrough, world: World): readonly string[] {
  const checks = (story?.checks ?? []).map((code) => checkNamed(code)).filter((check) => check !== undefined);
  const failed = audit(world, { ...options, checks }).filter(({ verdict }) => verdict === 'fail');
  return [...new Set(failed.map(({ check }) => check.code))];
}

/** What people are meant to do in an account and can no longer do in another; guests may be shut out on purpose. */
function harmed(before: World, after: World): readonly string[] {
  const [pool] = auditedPools(before, options);
  if (pool === undefined) throw new Error('The story has no identity pool.');
  const guestsStay = get(after, 'AWS::Cognito::IdentityPool', notes.identityPool)?.AllowUnauthenticatedIdentities === true;
  return intendedUses(pool)
    .filter(({ entrance }) => guestsStay || entrance !== pool.guest.id)
    .filter(({ probe }) => !tryIn(after, probe).proved)
    .map(({ probe }) => probe.title);
}

describe.each(told)('%s', (slug, story) => {
  const { world } = story.scenario;

  test('the auditor finds its flaw by every check that it names', () => {
    for (const code of story.story?.checks ?? []) expect(checkNamed(code), code).toBeDefined();
    expect(failing(story, world)).toEqual(expect.arrayContaining([...(story.story?.checks ?? [])]));
  });

  test.each(story.switches.map((one) => [one.id, one] as const))('repair %s silences its check and harms nobody', (id, { fix }) => {
    const repaired = scenarioOf(story, [id]).world;
    expect(story.story?.checks).toContain(fix.check);
    expect(failing(story, repaired)).not.toContain(fix.check);
    expect(harmed(world, repaired)).toEqual([]);
  });

  test('all repairs together leave none of its checks failing', () => {
    expect(failing(story, scenarioOf(story, story.switches.map(({ id }) => id)).world)).toEqual([]);
  });

  test('is linked from its checks', async () => {
    for (const code of story.story?.checks ?? []) expect((await storiesFoundBy(code)).map((one) => one.slug)).toContain(slug);
  });
});
