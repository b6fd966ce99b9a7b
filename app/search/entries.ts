import { claimAnchor, claimNames, meaningOf, tokenKinds } from '@/content/claims';
import { errors } from '@/content/errors';
import { glossary } from '@/content/glossary';
import { rooms } from '@/content/rooms';
import type { Room } from '@/content/rooms/room';
import { stories } from '@/content/stories';
import { walkthroughs } from '@/content/walkthroughs';
import type { LessonText } from '@/content/walkthroughs/walkthrough';
import { numberOf } from '@/content/walkthroughs/number';
import { checks } from '@/lib/audit/checks/index';
import type { Entry } from './entry';

/** Everything on this site that has an address of its own and words that somebody may look for. */
export async function searchEntries(): Promise<readonly Entry[]> {
  const lessons = await Promise.all([...Object.values(walkthroughs), ...Object.values(stories)].map((load) => load()));
  const broken = await Promise.all(Object.values(rooms).map((load) => load()));
  return [...lessons.flatMap(lessonEntries), ...broken.map(roomEntry), ...errorEntries(), ...claimEntries(), ...wordEntries(), ...checkEntries()].map((entry, id) => ({ ...entry, id }));
}

type Draft = Omit<Entry, 'id'>;

function lessonEntries(lesson: LessonText): readonly Draft[] {
  const { slug, title, question, narration, switches } = lesson;
  const href = `/learn/${slug}`;
  return [
    { kind: 'Walkthrough', title: `${numberOf(lesson)}. ${title}`, says: question, more: Object.values(narration).map((beat) => beat.title).join(' '), href },
    ...switches.map((one) => ({ kind: 'Switch' as const, title: one.label, says: `A switch of “${title}”: ${one.refused.code}.`, more: '', href: `${href}?x=${one.id}` })),
  ];
}

/** A room is found by what people see of it. What is wrong there is not said. */
function roomEntry({ slug, title, symptom, attempts }: Room): Draft {
  return { kind: 'Room', title, says: symptom[0] ?? '', more: ['room', 'repair', ...symptom, ...attempts.map((attempt) => attempt.title)].join(' '), href: `/rooms/${slug}` };
}

function errorEntries(): readonly Draft[] {
  return errors.map(({ slug, code, message, means, causes, operations }) => ({
    kind: 'Error',
    title: message ?? code,
    says: means,
    more: [code, ...operations, ...causes].join(' '),
    href: `/errors#${slug}`,
  }));
}

function claimEntries(): readonly Draft[] {
  return claimNames.map((claim) => ({
    kind: 'Claim',
    title: claim,
    says: (tokenKinds.map((kind) => meaningOf(claim, kind)).find((meaning) => meaning !== undefined) ?? '').replaceAll('`', ''),
    more: 'claim token',
    href: `/glossary#${claimAnchor(claim)}`,
  }));
}

function wordEntries(): readonly Draft[] {
  return glossary.map(({ slug, term, also, means, careful }) => ({ kind: 'Word', title: term, says: means, more: [...(also ?? []), careful ?? ''].join(' '), href: `/glossary#${slug}` }));
}

function checkEntries(): readonly Draft[] {
  return checks.map(({ code, name, title, docs }) => ({ kind: 'Check', title: `${code} ${title}`, says: docs.what, more: `${name} ${docs.why} ${docs.fix}`, href: `/checks/${name}` }));
}
