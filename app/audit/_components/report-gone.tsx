import Link from 'next/link';

/** In place of a report that the server no longer has. */
export function ReportGone() {
  return (
    <main id="main" className="desk">
      <h1>This report is gone</h1>
      <p className="lead">
        Reports of live accounts are kept in memory only, and end with the server. <Link href="/audit">Run the audit again</Link>.
      </p>
    </main>
  );
}
