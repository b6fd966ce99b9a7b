'use client';

import '@/app/_styles/player.css';
import '@/app/_styles/conversation.css';
import { Player } from '@/app/learn/[walkthrough]/player';
import { Reading } from '@/app/learn/[walkthrough]/reading';
import { runOf, type Run } from '@/app/learn/[walkthrough]/run';
import { textOf, type LessonText } from '@/content/walkthroughs/walkthrough';
import { proofLesson, type ProvedFinding } from '../proof-lesson';

export interface FileProof {
  readonly proved: ProvedFinding;
  readonly lesson: LessonText;
  readonly run: Run;
}

/** Makes a proof ready to be played where it is: in the browser. */
export async function fileProofOf(proved: ProvedFinding): Promise<FileProof> {
  const walkthrough = proofLesson(proved.finding, proved.scenario);
  return { proved, lesson: textOf(walkthrough), run: await runOf(walkthrough, []) };
}

/** A proof from the user’s files in the player. */
export function FileProofPlayer({ proved: { finding }, lesson, run }: FileProof) {
  return (
    <>
      <Player key={finding.id} lesson={lesson} first={run} firstStep={1} crumbs={{ href: `/audit#${finding.id}`, name: 'Report', here: finding.message, short: finding.code }} />
      <Reading lesson={lesson} run={run} />
    </>
  );
}
