'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { AuditEvent } from '@/app/api/audit/route';
import type { ReportView } from '@/lib/report/view';
import { Report } from './report';

interface Progress {
  readonly says: string;
  readonly done?: number;
  readonly of?: number;
}

/** Where an audit begins: the demo, files, or a live account. */
export function Desk({ children }: { readonly children: ReactNode }) {
  const router = useRouter();
  const [progress, setProgress] = useState<Progress>();
  const [failure, setFailure] = useState<string>();
  const [fromFiles, setFromFiles] = useState<ReportView>();

  const readFiles = async (list: FileList | null): Promise<void> => {
    if (list === null || list.length === 0) return;
    setFailure(undefined);
    setProgress({ says: 'Judging your files in this browser' });
    try {
      const files = await Promise.all([...list].map(async (file) => ({ name: file.name, text: await file.text() })));
      const { auditFiles } = await import('../audit-files');
      setFromFiles(await auditFiles(files));
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
    setProgress(undefined);
  };

  const connect = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const asked = Object.fromEntries(new FormData(event.currentTarget));
    setFailure(undefined);
    setProgress({ says: 'Asking AWS whose account this is' });
    try {
      const answer = await fetch('/api/audit', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(asked) });
      for await (const happened of eventsIn(answer)) {
        if (happened.kind === 'reading') setProgress({ says: `Reading: ${happened.what}`, done: happened.done, of: happened.of });
        if (happened.kind === 'judging') setProgress({ says: 'Trying what people could do' });
        if (happened.kind === 'failed') setFailure(happened.says);
        if (happened.kind === 'done') return router.push(`/audit/run/${happened.run}`);
      }
    } catch (error) {
      setFailure(`The server did not answer: ${error instanceof Error ? error.message : String(error)}`);
    }
    setProgress(undefined);
  };

  if (fromFiles !== undefined) {
    return <Report view={fromFiles} source="file" exports={<button className="btn" type="button" onClick={() => setFromFiles(undefined)}>Other files</button>} />;
  }
  return (
    <main id="main" className="desk">
      <h1>What does your identity pool give away?</h1>
      <p className="lead">Who gets credentials without signing in, who after signing up, and what those credentials open: answered from your configuration, with a proof that plays.</p>
      <div className="desk-ways">
        <section className="way-card" aria-labelledby="way-demo">
          <h2 id="way-demo">A demo account</h2>
          <p>A notes app whose pool works, and gives away more than its owners think. No AWS account needed.</p>
          <Link className="btn btn-ink" href="/audit/demo" prefetch={false}>
            Audit the demo account
          </Link>
        </section>
        <section className="way-card" aria-labelledby="way-files">
          <h2 id="way-files">Files</h2>
          <p>A snapshot, what the AWS CLI printed, a CloudFormation, SAM or Terraform file (<code>terraform show -json</code>), your app’s Amplify configuration: drop them together. They do not leave this browser.</p>
          <label>
            Files to audit
            <input type="file" multiple accept=".json,.js,.yaml,.yml,.template" onChange={(event) => void readFiles(event.target.files)} />
          </label>
        </section>
        <section className="way-card way-wide" aria-labelledby="way-live">
          <h2 id="way-live">A live account</h2>
          <p>Read with the credentials of this computer, as the AWS CLI would find them. They stay in the server’s process.</p>
          <form onSubmit={(event) => void connect(event)}>
            <label>
              Profile
              <input type="text" name="profile" placeholder="default" autoComplete="off" spellCheck={false} />
            </label>
            <label>
              Region
              <input type="text" name="region" placeholder="as the profile says" autoComplete="off" spellCheck={false} />
            </label>
            <label>
              Identity pools
              <input type="text" name="pools" placeholder="all of the region" autoComplete="off" spellCheck={false} />
            </label>
            <button className="btn" type="submit" disabled={progress !== undefined}>
              Read and audit
            </button>
          </form>
        </section>
      </div>
      <div role="status" aria-live="polite">
        {progress === undefined ? null : (
          <div className="desk-progress">
            <p>
              {progress.says}
              {progress.of === undefined ? '' : `, ${progress.done} of ${progress.of} requests so far`}
            </p>
            <progress aria-label="Progress" {...(progress.of === undefined ? {} : { value: progress.done, max: progress.of })} />
          </div>
        )}
      </div>
      <div role="alert">{failure === undefined ? null : <p className="desk-error">{failure}</p>}</div>
      {children}
    </main>
  );
}

async function* eventsIn(answer: Response): AsyncGenerator<AuditEvent> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as AuditEvent;
  }
  if (rest.trim() !== '') yield JSON.parse(rest) as AuditEvent;
}
