'use client';

import { useEffect, useState } from 'react';
import { useRouter } from 'next/navigation';
import type { ComparisonView } from '@/app/api/audit/snapshots/compare/route';
import type { KeptSnapshot } from '../kept-snapshots';
import { SeverityLabel } from './severity-label';

/** The snapshots that the user keeps on this computer: to judge anew, to compare, to delete. */
export function KeptList() {
  const router = useRouter();
  const [kept, setKept] = useState<readonly KeptSnapshot[]>([]);
  const [says, setSays] = useState('');
  const [comparison, setComparison] = useState<ComparisonView>();
  const load = async (): Promise<void> => setKept((await (await fetch('/api/audit/snapshots')).json()) as readonly KeptSnapshot[]);
  useEffect(() => void load().catch(() => undefined), []);
  const ask = async <T extends object>(address: string, method: string, body?: object): Promise<T | undefined> => {
    setSays('Working …');
    const answer = await fetch(address, { method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
    const told = (await answer.json()) as T | { readonly says: string };
    setSays('says' in told ? told.says : '');
    return 'says' in told ? undefined : told;
  };
  const again = async (name: string): Promise<void> => {
    const made = await ask<{ readonly run: string }>(`/api/audit/snapshots/${name}`, 'POST');
    if (made !== undefined) router.push(`/audit/run/${made.run}`);
  };
  const remove = async (name: string): Promise<void> => {
    await ask(`/api/audit/snapshots/${name}`, 'DELETE');
    setComparison(undefined);
    await load();
  };
  const compare = async (name: string, other: string): Promise<void> => setComparison(await ask<ComparisonView>('/api/audit/snapshots/compare', 'POST', { names: [name, other] }));
  if (kept.length === 0) return null;
  return (
    <section className="kept" aria-labelledby="kept-title">
      <h2 id="kept-title">Kept on this computer</h2>
      <ul>
        {kept.map(({ name, takenAt, account, pools }) => {
          const others = kept.filter((one) => one.name !== name && one.account === account);
          const when = dateOf(takenAt);
          return (
            <li key={name}>
              <p>
                <b>{when}</b> account <code>{account}</code>, {pools.length === 1 ? 'one identity pool' : `${pools.length} identity pools`} <code>{pools.slice(0, 3).join(', ')}</code>
              </p>
              <div className="confirm-buttons">
                <button className="btn" type="button" aria-label={`Audit again: ${when}`} onClick={() => void again(name)}>
                  Audit again
                </button>
                {others.length === 0 ? null : (
                  <select aria-label={`Compare ${when} with`} value="" onChange={(event) => void compare(name, event.target.value)}>
                    <option value="">Compare with …</option>
                    {others.map((one) => (
                      <option key={one.name} value={one.name}>
                        {dateOf(one.takenAt)}
                      </option>
                    ))}
                  </select>
                )}
                <button className="btn btn-quiet" type="button" aria-label={`Delete: ${when}`} onClick={() => void remove(name)}>
                  Delete
                </button>
              </div>
            </li>
          );
        })}
      </ul>
      <p role="status">{says}</p>
      {comparison === undefined ? null : <Comparison view={comparison} />}
    </section>
  );
}

function Comparison({ view: { summary, parts } }: { readonly view: ComparisonView }) {
  return (
    <section aria-label="Comparison">
      <h3>{summary}</h3>
      {parts.map(({ title, findings }) => (
        <details key={title} className="about" open={title !== 'Unchanged'}>
          <summary>
            {title}: {findings.length}
          </summary>
          <ul className="fixed-list">
            {findings.map(({ code, severity, message, note }, index) => (
              <li key={index}>
                <SeverityLabel severity={severity} />
                <span>
                  {message} <code>{code}</code> {note}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function dateOf(takenAt: string): string {
  return takenAt.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC');
}
