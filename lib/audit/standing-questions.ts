import type { Tier } from './entrances';

/** A question that every report answers for every pool, whatever was found. It is no check: its answer is neither failed nor passed. */
export interface StandingQuestion {
  /** The catalogue's code: `RCH-05`. */
  readonly code: StandingCode;
  /** Kebab-case, as in the address of its page. */
  readonly name: string;
  readonly title: string;
  readonly docs: {
    readonly what: string;
    readonly why: string;
    /** What the answer does not say. */
    readonly limits: string;
    /** Where in a report it stands. */
    readonly where: string;
  };
}

export type StandingCode = 'RCH-01' | 'RCH-02' | 'RCH-03' | 'RCH-04' | 'RCH-05' | 'RCH-06' | 'RCH-07';

/** Which question a line about an actor answers. */
export const questionOf: Readonly<Record<Tier, StandingCode>> = { A0: 'RCH-01', A1: 'RCH-02', A2: 'RCH-03', A3: 'RCH-04' };

const lines = 'The table “Who gets credentials” of every format; the field reach of the JSON report.';
const worstOnly = 'The worst is the worst by kind, tried nowhere but in the emulator’s IAM: the findings hold the proofs. Where sources disagree about a call, it counts only if nothing sure is as bad.';

export const standingQuestions: readonly StandingQuestion[] = [
  {
    code: 'RCH-01',
    name: 'reach-of-anonymous-visitors',
    title: 'What can somebody do who signs in to nothing?',
    docs: {
      what: 'Whether a visitor who knows nothing but the pool’s id gets credentials, by the enhanced flow and by the basic (classic) one, for which role, how many actions that allows, and the worst of them.',
      why: 'The pool’s id is in every copy of the application. This line is what the whole internet may do.',
      limits: worstOnly,
      where: lines,
    },
  },
  {
    code: 'RCH-02',
    name: 'reach-of-self-registered-users',
    title: 'What can somebody do who registers without being invited?',
    docs: {
      what: 'The same for whoever makes an account: in a user pool with open sign-up, or with Google, Facebook, Amazon or Apple where the pool or its user pool takes their users. Where nobody can register, the line says so.',
      why: 'An open sign-up turns “signed in” into “anyone, after a minute”. What the role for signed-in users allows, everybody has then.',
      limits: `A trigger before sign-up may turn people away; its code is not read, and the users then count as invited. ${worstOnly}`,
      where: lines,
    },
  },
  {
    code: 'RCH-03',
    name: 'reach-of-signed-in-users',
    title: 'What can any signed-in user do?',
    docs: {
      what: 'The same for users whom somebody invited or an organization’s provider vouches for, without any group or claim of note. In the classic flow a user names the role, so there is a line for each role that opens.',
      why: 'The two flows answer differently for the same person. The lines side by side show what naming a role gains.',
      limits: `Where all users may have registered themselves, the lines of RCH-02 are the answer. ${worstOnly}`,
      where: lines,
    },
  },
  {
    code: 'RCH-04',
    name: 'reach-of-groups-and-claims',
    title: 'What can members of a group, or holders of a claim, do?',
    docs: {
      what: 'The same for each group whose role the pool gives by the token, and for each rule of a role mapping, for somebody who satisfies it.',
      why: 'This is what it is worth to get into a group, or to write a claim.',
      limits: `Who is in a group, and who can write a claim, are other questions: see MAP-03 and UPL-24. ${worstOnly}`,
      where: lines,
    },
  },
  {
    code: 'RCH-05',
    name: 'shortest-path-to-administrator',
    title: 'How far is it to administering the account?',
    docs: {
      what: 'Of everybody who gets credentials from the pool: the shortest way to all permissions, step by step, with the surest way before the shorter one. No step at all where a role allows everything already; “none in the data read” where there is no way.',
      why: 'One number for how bad it can get, and the steps to cut.',
      limits: 'A way that rests on something not read is plausible and names it. Roles, users and functions that were not read cannot be on a way: “none” is as good as what was read, which RCH-07 tells.',
      where: 'The section “The shortest way to administering the account” of every format; the field administrator of the JSON report.',
    },
  },
  {
    code: 'RCH-06',
    name: 'isolation-matrix',
    title: 'Can one user touch what is another’s?',
    docs: {
      what: 'Two users, Alice and Mallory, hold sessions of the same role. For every statement that lets the role at data: does Mallory’s request on what is Alice’s go through, when she reads, lists, writes or deletes?',
      why: 'That policies keep users apart is the claim most often made and least often tried. The matrix tries every statement.',
      limits: 'The role’s own policies decide, with boundary and session policies. What a bucket’s policy refuses is in the findings. Reading a folder whose name says that all may read it, or a bucket that its own policy opens to all, is shown as for everybody.',
      where: 'The section “Whether one user can touch what is another’s” of the HTML and Markdown reports; the field isolation of the JSON report.',
    },
  },
  {
    code: 'RCH-07',
    name: 'coverage',
    title: 'What was not read?',
    docs: {
      what: 'Every answer of AWS that was missing and made a verdict unknown or less sure; and what no audit of this kind reads: triggers’ code, policies of the organization, policies of resources other than buckets and functions.',
      why: 'Silence must never look like a pass: a question that nobody could answer is told as one.',
      limits: 'It names what was asked for in vain. Of what nobody thought to ask, it cannot tell. The ids of identity pools, user pools and public app clients are listed as what they are: no secrets.',
      where: 'The sections “Not read” and “Never read” of every format; the fields unread and coverage of the JSON report.',
    },
  },
];

/** A standing question by its code (`RCH-01`, in any case) or its name. */
export function standingQuestionNamed(name: string): StandingQuestion | undefined {
  return standingQuestions.find(({ code, name: own }) => code === name.toUpperCase() || own === name.toLowerCase());
}
