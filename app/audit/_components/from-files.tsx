'use client';

import { useSearchParams } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { Foot } from '@/app/_components/foot';
import { TopBar } from '@/app/_components/top-bar';
import type { FileAudit } from '../audit-files';
import { fixableIn } from '../fixable';
import { ApplyFixes } from './apply-fixes';
import { Report } from './report';

/** The report of the user's files, and its proofs. All of it lives in this page: nothing has an address on the server. */
export function FromFiles({ audit, exports }: { readonly audit: FileAudit; readonly exports: ReactNode }) {
  const { view, verdicts } = audit;
  const [proof, setProof] = useState<ReactNode>();
  // The player keeps its step in the address: where there is none, the reader has gone back.
  const isPlaying = useSearchParams().has('s');
  const play = async (id: string): Promise<void> => {
    const [{ provedFinding }, { FileProofPlayer, fileProofOf }] = await Promise.all([import('../proof-lesson'), import('./file-proof')]);
    const proved = provedFinding(view, verdicts, id);
    if (proved === undefined) return;
    setProof(<FileProofPlayer {...await fileProofOf(proved)} />);
    history.pushState(null, '', '/audit?s=1');
    scrollTo(0, 0);
  };
  if (isPlaying && proof !== undefined) return proof;
  return (
    <>
      <TopBar section="audit" />
      <Report view={view} source="file" play={(id) => void play(id)} fixes={<ApplyFixes fixable={fixableIn(view)} work={async () => (await import('../fixed-account')).fixedAccount(audit)} />} exports={exports} />
      <Foot />
    </>
  );
}
