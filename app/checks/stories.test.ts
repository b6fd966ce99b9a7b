import { describe, expect, test } from 'vitest';
import { storiesFoundBy } from '@/content/stories/headings';
import { stories } from '@/content/stories/index';
import { scenarioOf, type Walkthrough } from '@/content/walkthroughs/walkthrough';
import { audit, auditedPools } from '@/lib/audit/audit';
import { checkNamed } from '@/lib/audit/checks/index';
import { intendedUses } from '@/lib/audit/intended';
import { isEntered } from '@/lib/audit/pool';
import { tryIn } from '@/lib/audit/trial';
import { run } from '@/lib/engine/run';
import { defaultStart, from, type Call } from '@/lib/engine/scenario';
import { coreCatalogue } from '@/lib/iam/catalogue/catalogue';
import { notes } from '@/lib/world/accounts/notes';
import type { UserPoolUser } from '@/lib/world/resources';
import { list, type World } from '@/lib/world/world';

const told = await Promise.all(Object.entries(stories).map(async ([slug, load]) => [slug, await load()] as const));

const options = { catalogue: coreCatalogue, pools: [notes.identityPool] };

/** Which of a story's checks fail in an account. */
function failing({ story }: Walkthrough, world: World): readonly string[] {
  const checks = (story?.checks ?? []).map((code) => checkNamed(code)).filter((check) => check !== undefined);
  const failed = audit(world, { ...options, checks }).filter(({ verdict }) => verdict === 'fail');
  return [...new Set(failed.map(({ check }) => check.code))];
}

/** What people are meant to do in an account and can no longer do in another. A repair may close a way in, to guests for instance, but to no user. */
function harmed(before: World, after: World): readonly string[] {
  const [flawed, repaired] = [before, after].map((world) => auditedPools(world, options)[0]);
  if (flawed === undefined || repaired === undefined) throw new Error('The story has no identity pool.');
  const open = new Set(repaired.ways.flatMap((way) => (isEntered(way) ? [way.entrance.id] : [])));
  const uses = intendedUses(flawed).filter(({ entrance, probe }) => open.has(entrance) && !tryIn(after, probe).proved);
  const users = list(before, 'AWS::Cognito::UserPoolUser').filter((user) => arrives(before, user) && !arrives(after, user));
  return [...uses.map(({ probe }) => probe.title), ...users.map(({ Username }) => `${Username} signs in`)];
}

/** Whether one of the account's own users still comes from password to AWS credentials. */
function arrives(world: World, { Username, password = '' }: UserPoolUser): boolean {
  const Logins = { [notes.provider]: from('sign-in', 'AuthenticationResult.IdToken') };
  const calls: readonly Omit<Call, 'by'>[] = [
    { id: 'sign-in', operation: 'cognito-idp:InitiateAuth', input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: Username, PASSWORD: password } } },
    { id: 'get-id', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins } },
    { id: 'get-credentials', operation: 'cognito-identity:GetCredentialsForIdentity', input: { IdentityId: from('get-id', 'IdentityId'), Logins } },
  ];
  const people = { user: { name: Username, kind: 'user' } } as const;
  return run({ world, people, calls: calls.map((call) => ({ ...call, by: 'user' })), start: defaultStart, ends: 'ok' }).ended === 'ok';
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

  test('is linked from its checks', () => {
    for (const code of story.story?.checks ?? []) expect(storiesFoundBy(code).map((one) => one.slug)).toContain(slug);
  });
});
