'use client';

import { useState } from 'react';
import { matching, type Findable } from '@/content/error-matching';

/** Paste an error, get its entry. Nothing is sent anywhere. */
export function ErrorFinder({ entries }: { readonly entries: readonly Findable[] }) {
  const [pasted, setPasted] = useState('');
  const found = pasted.trim() === '' ? undefined : matching(pasted, entries);
  return (
    <search>
      <label className="ref-find">
        <span>Paste an error</span>
        <textarea rows={2} value={pasted} onChange={(event) => setPasted(event.target.value)} placeholder="NotAuthorizedException: …" spellCheck={false} />
      </label>
      <div className="ref-count" role="status">
        {found === undefined ? (
          `${entries.length} errors. What you paste stays in this page.`
        ) : found.length === 0 ? (
          'No entry has these words. Try the part after the colon, without ids.'
        ) : (
          <>
            It reads like{' '}
            {found.slice(0, 4).map((entry, index) => (
              <span key={entry.slug}>
                {index > 0 && ', '}
                <a href={`#${entry.slug}`}>{entry.message ?? entry.code}</a>
              </span>
            ))}
          </>
        )}
      </div>
    </search>
  );
}
