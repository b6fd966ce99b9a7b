'use client';

import { useState } from 'react';

/** Keeps what a live run read, on this computer: only if the user asks for it. */
export function KeepSnapshot({ run }: { readonly run: string }) {
  const [says, setSays] = useState<string>();
  const keep = async (): Promise<void> => {
    const answer = await fetch(`/api/audit/${run}/keep`, { method: 'POST' });
    const body = (await answer.json()) as { readonly path?: string; readonly says?: string };
    setSays(body.path === undefined ? (body.says ?? 'It could not be kept.') : `Kept in ${body.path}`);
  };
  return (
    <div className="keep needs-js">
      <button className="btn" type="button" onClick={() => void keep()}>
        Keep this snapshot on this computer
      </button>
      <p role="status">{says}</p>
    </div>
  );
}
