import type { ReactNode } from 'react';
import { VerdictMark } from '@/app/_components/verdict-mark';
import { TruthLabel } from '@/app/_components/truth-label';
import type { Severity } from '@/lib/audit/claim';
import type { ReportView } from '@/lib/report/view';
import { Finding, type PlayProof } from './finding';
import { FindingList } from './finding-list';
import { PoolMapView } from './pool-map-view';
import { SeverityLabel } from './severity-label';
import { StandingQuestions } from './standing';
import { TokenCheck } from './token-check';

export type ReportSource = 'demo' | 'file' | 'live';

const sources: Readonly<Record<ReportSource, ReactNode>> = {
  demo: <TruthLabel kind="simulated">A made-up account, served by the emulator</TruthLabel>,
  file: <TruthLabel kind="recorded">Configuration from your files, which stayed in this browser</TruthLabel>,
  live: <TruthLabel kind="live">Configuration read live</TruthLabel>,
};

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** A whole report. It needs no script to be read; with one, its proofs play and its findings can be filtered. */
export function Report({ view, source, exports, play, fixes }: { readonly view: ReportView; readonly source: ReportSource; readonly exports?: ReactNode; readonly play: PlayProof; readonly fixes?: ReactNode }) {
  const { counts } = view;
  return (
    <main id="main" className="report">
      <header className="rhead">
        <div>
          <p className="eyebrow">Audit report</p>
          <h1>{view.headline}</h1>
          <p className="rsub">
            {view.maps.map(({ pool }) => (
              <span key={pool.id}>
                <b>{pool.name}</b> <code>{pool.id}</code>{' '}
              </span>
            ))}
            account <code>{view.account}</code>
            {view.takenAt === undefined ? null : <>, read {view.takenAt.replace('T', ' ').replace(/(:\d\d)(\.\d+)?Z$/, ' UTC')}</>}
          </p>
          <p className="rtruth">
            {sources[source]}
            <TruthLabel kind="simulated">Attacks replayed in the emulator: nothing was sent to your account</TruthLabel>
          </p>
        </div>
        {exports === undefined ? null : (
          <div className="exports" role="group" aria-label="Export">
            {exports}
          </div>
        )}
      </header>
      <section className="summary" aria-label="Summary">
        <dl>
          {severities.map((severity) => (
            <div key={severity} className={`sm ${counts[severity] > 0 ? `sm-${severity}` : ''}`}>
              <dt>
                <SeverityLabel severity={severity} />
              </dt>
              <dd className="num">{counts[severity]}</dd>
            </div>
          ))}
          <div className="sm sm-pass">
            <dt>
              <VerdictMark kind="ok" />
              Passed, with evidence
            </dt>
            <dd className="num">{counts.passed}</dd>
          </div>
          <div className="sm">
            <dt>
              <VerdictMark kind="skip" />
              Not assessed
            </dt>
            <dd className="num">{counts.unknown}</dd>
          </div>
        </dl>
      </section>
      {view.maps.map((map) => (
        <PoolMapView key={map.pool.id} map={map} many={view.maps.length > 1} />
      ))}
      <StandingQuestions standing={view.standing} />
      <TokenCheck taking={view.taking} />
      <section className="findings" aria-labelledby="findings-title">
        <FindingList view={view} />
        <div className="stack">
          {view.findings.map((finding) => (
            <Finding key={finding.id} finding={finding} play={play} />
          ))}
        </div>
      </section>
      {fixes}
    </main>
  );
}
