import '@/app/_styles/stage.css';
import '@/app/_styles/player.css';
import '@/app/_styles/inspector.css';
import '@/app/_styles/conversation.css';
import { Player } from '@/app/learn/[walkthrough]/player';
import { Reading } from '@/app/learn/[walkthrough]/reading';
import { runOf } from '@/app/learn/[walkthrough]/run';
import { textOf } from '@/content/walkthroughs/walkthrough';
import { proofLesson, type ProvedFinding } from '../proof-lesson';

/** A finding's proof in the player that shows the lessons. `report` is the address to go back to. */
export async function ProofPage({ finding, scenario, report }: ProvedFinding & { readonly report: string }) {
  const walkthrough = proofLesson(finding, scenario);
  const lesson = textOf(walkthrough);
  const run = await runOf(walkthrough, []);
  const crumbs = { href: `${report}#${finding.id}`, name: 'Report', here: finding.message, short: finding.code };
  return (
    <>
      <Player lesson={lesson} first={run} firstStep={1} crumbs={crumbs} />
      <Reading lesson={lesson} run={run} />
    </>
  );
}
