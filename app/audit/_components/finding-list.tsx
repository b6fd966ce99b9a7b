'use client';

import { useState, useSyncExternalStore } from 'react';
import { Icon } from '@/app/_components/icon';
import { VerdictMark } from '@/app/_components/verdict-mark';
import type { FindingView, ReportView } from '@/lib/report/view';
import { SeverityLabel } from './severity-label';

/** Filters, by the letters that begin a check's code. */
const topics: readonly (readonly [string, readonly string[]])[] = [
  ['All', []],
  ['Guests', ['IDP']],
  ['Providers', ['PRV']],
  ['Role mapping', ['MAP']],
  ['Trust', ['TRU']],
  ['Permissions', ['PER', 'VAR']],
  ['Escalation', ['ESC']],
  ['Sign-up', ['UPL']],
];

/** The findings to choose from, what passed, and what nobody could tell. */
export function FindingList({ view }: { readonly view: ReportView }) {
  const [topic, setTopic] = useState('All');
  const open = useHash();
  const offered = topics.filter(([, codes]) => codes.length === 0 || view.findings.some((finding) => isOf(finding, codes)));
  const codes = topics.find(([name]) => name === topic)?.[1] ?? [];
  const shown = view.findings.filter((finding) => codes.length === 0 || isOf(finding, codes));
  const chosen = view.findings.some(({ id }) => id === open) ? open : view.findings[0]?.id;
  return (
    <div className="flist">
      <h2 className="h-sec" id="findings-title">
        {view.findings.length === 0 ? 'No findings' : view.findings.length === 1 ? 'One finding' : `${view.findings.length} findings`}
      </h2>
      {offered.length < 3 ? null : (
        <div className="filters needs-js" role="group" aria-label="Filter findings">
          {offered.map(([name]) => (
            <button key={name} className="fb" type="button" aria-pressed={name === topic} onClick={() => setTopic(name)}>
              {name}
            </button>
          ))}
        </div>
      )}
      <ol>
        {shown.map((finding) => (
          <li key={finding.id}>
            <a className={`fi${finding.id === chosen ? ' open' : ''}`} href={`#${finding.id}`} aria-current={finding.id === chosen ? 'true' : undefined}>
              <SeverityLabel severity={finding.severity} />
              <b>{finding.message}</b>
              <span className="fw mono">
                {finding.code} {nameOf(finding.resource.id)}
              </span>
            </a>
          </li>
        ))}
      </ol>
      <details className="more">
        <summary>
          <VerdictMark kind="ok" />
          {view.passes.length} passed, with evidence
          <Icon name="down" className="i-s" />
        </summary>
        <ul>
          {view.passes.map((pass) => (
            <li key={pass.id}>
              <code>{pass.code}</code> {pass.message}
            </li>
          ))}
        </ul>
      </details>
      <details className="more" open={view.unknowns.length > 0 && view.unknowns.length <= 4}>
        <summary>
          <VerdictMark kind="skip" />
          {view.unknowns.length} not assessed
          <Icon name="down" className="i-s" />
        </summary>
        <ul>
          {view.unknowns.map((unknown) => (
            <li key={unknown.id}>
              <code>{unknown.code}</code> {unknown.unread.join('; ')}
            </li>
          ))}
        </ul>
      </details>
      {view.unread.length === 0 ? null : (
        <details className="more">
          <summary>
            <VerdictMark kind="skip" />
            {view.unread.length} things could not be read
            <Icon name="down" className="i-s" />
          </summary>
          <ul>
            {view.unread.map((unread) => (
              <li key={unread}>
                <code>{unread}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function isOf({ code }: FindingView, prefixes: readonly string[]): boolean {
  return prefixes.includes(code.slice(0, 3));
}

function nameOf(id: string): string {
  return id.startsWith('arn:') ? id.slice(id.lastIndexOf('/') + 1) : id;
}

function useHash(): string {
  return useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    },
    () => decodeURIComponent(location.hash.slice(1)),
    () => '',
  );
}
