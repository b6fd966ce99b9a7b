import type { LessonText } from '@/content/walkthroughs/walkthrough';

/** What the player calls its parts. */
export interface Wording {
  readonly switches: string;
  /** The same where there is little room. */
  readonly switchesShort: string;
  /** What the key to the switches does. */
  readonly switchesKey: string;
  /** How many are on: "1 switch on". */
  readonly on: (count: number) => string;
  /** Whether switches that are on are good news. */
  readonly onIsGood: boolean;
  /** Stands in the rows that were never reached. */
  readonly ghosts: string;
  readonly ghostCaption: string;
  readonly ghostExplain: string;
  readonly ghostWire: string;
  /** The run without switches, beside one that differs. */
  readonly unchanged: string;
  readonly fixTitle: string;
  readonly fixCheck: string;
  readonly fixButton: string;
  readonly severalTitle: string;
  readonly severalText: string;
  readonly further: string;
}

/** A lesson runs well until a switch breaks it. */
const lessonWording: Wording = {
  switches: 'Break this run',
  switchesShort: 'Break it',
  switchesKey: 'break',
  on: (count) => (count === 1 ? '1 switch on' : `${count} switches on`),
  onIsGood: false,
  ghosts: 'dotted: the good run, never reached',
  ghostCaption: 'In the good run:',
  ghostExplain: 'This run never got here. So it goes in the good run:',
  ghostWire: 'This run never got here. In the good run it reads:',
  unchanged: 'Good run',
  fixTitle: 'What would fix it',
  fixCheck: 'The auditor finds the same mistake:',
  fixButton: 'Apply the fix and replay',
  severalTitle: 'Several things are broken at once',
  severalText: 'Together they are refused in a way that none of them is alone. Turn one off to see the other.',
  further: 'AWS’s own pages',
};

/** A story’s run is the attack, and a switch repairs what let it through. */
const storyWording: Wording = {
  switches: 'Repair the account',
  switchesShort: 'Repair it',
  switchesKey: 'repair',
  on: (count) => (count === 1 ? '1 repair made' : `${count} repairs made`),
  onIsGood: true,
  ghosts: 'dotted: the attack, never reached',
  ghostCaption: 'In the attack:',
  ghostExplain: 'The attack never got here. Without the repair it goes on:',
  ghostWire: 'The attack never got here. Without the repair it reads:',
  unchanged: 'Attack',
  fixTitle: 'What stopped it',
  fixCheck: 'The auditor finds the flaw that this repairs:',
  fixButton: 'Take the repair back and replay',
  severalTitle: 'Several repairs at once',
  severalText: 'Together they stop the attack in a way that none of them does alone. Take one back to see the other.',
  further: 'Further reading',
};

export function wordingFor({ story }: Pick<LessonText, 'story'>): Wording {
  return story === undefined ? lessonWording : storyWording;
}
