'use client';

import type { MouseEvent } from 'react';
import { Icon } from '@/app/_components/icon';
import { VerdictMark } from '@/app/_components/verdict-mark';
import type { FindingView, ReportView } from '@/lib/report/view';
import { actors, isShown, severities, topics, useFilters, type Filters } from './filters';
import { SeverityLabel } from './severity-label';
import { pointAt, useHash } from './use-hash';

/** The findings to choose from, what passed, and what nobody could tell. */
export function FindingList({ view }: { readonly view: ReportView }) {
  const [filters, setFilters] = useFilters();
  const open = useHash();
  const shown = view.findings.filter((finding) => isShown(finding, filters));
  const chosen = view.findings.some(({ id }) => id === open) ? open : view.findings[0]?.id;
  return (
    <div className="flist">
      <h2 className="h-sec" id="findings-title">
        {view.findings.length === 0 ? 'No findings' : view.findings.length === 1 ? 'One finding' : `${view.findings.length} findings`}
      </h2>
      {view.findings.length < 3 ? null : <FilterBar findings={view.findings} filters={filters} onChange={setFilters} />}
      {shown.length === view.findings.length ? null : (
        <p className="fcount" role="status">
          {shown.length} of {view.findings.length} shown.{' '}
          <button className="linklike" type="button" onClick={() => setFilters({})}>
            Show all
          </button>
        </p>
      )}
      <ol>
        {shown.map((finding) => (
          <li key={finding.id}>
            <a className={`fi${finding.id === chosen ? ' open' : ''}`} href={`#${finding.id}`} onClick={(event) => follow(event, finding.id)} aria-current={finding.id === chosen ? 'true' : undefined}>
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

interface FilterBarProps {
  readonly findings: readonly FindingView[];
  readonly filters: Filters;
  onChange(filters: Filters): void;
}

/** One choice for each way to narrow the list; only what some finding has is offered. */
function FilterBar({ findings, filters, onChange }: FilterBarProps) {
  const offered = (name: keyof Filters, values: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] =>
    values.filter(([value]) => findings.some((finding) => isShown(finding, { [name]: value })));
  const choices = [
    ['topic', 'About', 'everything', offered('topic', Object.entries(topics).map(([id, topic]) => [id, topic.name]))],
    ['severity', 'Severity', 'every', offered('severity', severities.map((severity) => [severity, severity]))],
    ['who', 'Who can', 'whoever', offered('who', Object.entries(actors))],
  ] as const;
  return (
    <div className="filters needs-js" role="group" aria-label="Filter findings">
      {choices.map(([name, label, all, values]) =>
        values.length < 2 ? null : (
          <label key={name}>
            {label}
            <select value={filters[name] ?? ''} onChange={(event) => onChange({ ...filters, [name]: event.target.value === '' ? undefined : event.target.value })}>
              <option value="">{all}</option>
              {values.map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
          </label>
        ),
      )}
    </div>
  );
}

function follow(event: MouseEvent, id: string): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  pointAt(id);
}

function nameOf(id: string): string {
  return id.startsWith('arn:') ? id.slice(id.lastIndexOf('/') + 1) : id;
}
