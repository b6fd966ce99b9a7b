'use client';

import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent, type ReactNode } from 'react';
import { Foot } from '@/app/_components/foot';
import { TopBar } from '@/app/_components/top-bar';
import type { AccountAnswer, AccountToRead } from '@/app/api/audit/account/route';
import type { AuditEvent } from '@/app/api/audit/route';
import type { FileAudit } from '../audit-files';
import { ConfirmRead, type CallToMake } from './confirm-read';
import { KeptList } from './kept-list';

interface Progress {
  readonly says: string;
  readonly done?: number;
  readonly of?: number;
}

interface LiveForm {
  readonly profile: string;
  readonly region: string;
  readonly pools: string;
}

/** What shows a report comes when there is one: most of it is the engine. */
const FromFiles = dynamic(() => import('./from-files').then((module) => module.FromFiles));

/** Where an audit begins: the demo, files, or a live account. */
export function Desk({ calls, children }: { readonly calls: readonly CallToMake[]; readonly children: ReactNode }) {
  const router = useRouter();
  const [progress, setProgress] = useState<Progress>();
  const [asked, setAsked] = useState<LiveForm>({ profile: '', region: '', pools: '' });
  const [found, setFound] = useState<AccountToRead>();
  const [failure, setFailure] = useState<string>();
  const [fromFiles, setFromFiles] = useState<FileAudit>();

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

  /** Asks whose account it is, and nothing more. */
  const connect = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = Object.fromEntries(new FormData(event.currentTarget)) as unknown as LiveForm;
    setAsked(form);
    setFailure(undefined);
    setProgress({ says: 'Asking AWS whose account this is' });
    try {
      const answer = (await (await post('/api/audit/account', form)).json()) as AccountAnswer;
      if ('says' in answer) setFailure(answer.says);
      else setFound(answer);
    } catch (error) {
      setFailure(notAnswered(error));
    }
    setProgress(undefined);
  };

  const read = async (): Promise<void> => {
    setProgress({ says: 'Reading' });
    try {
      for await (const happened of eventsIn(await post('/api/audit', { ...asked, ...found }))) {
        if (happened.kind === 'reading') setProgress({ says: `Reading: ${happened.what}`, done: happened.done, of: happened.of });
        if (happened.kind === 'judging') setProgress({ says: 'Trying what people could do' });
        if (happened.kind === 'failed') setFailure(happened.says);
        if (happened.kind === 'done') return router.push(`/audit/run/${happened.run}`);
      }
    } catch (error) {
      setFailure(notAnswered(error));
    }
    setProgress(undefined);
    setFound(undefined);
  };

  if (fromFiles !== undefined) {
    return <FromFiles audit={fromFiles} exports={<button className="btn" type="button" onClick={() => setFromFiles(undefined)}>Other files</button>} />;
  }
  return (
    <>
      <TopBar section="audit" />
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
            {found === undefined ? (
              <form onSubmit={(event) => void connect(event)}>
                <label>
                  Profile
                  <input type="text" name="profile" defaultValue={asked.profile} placeholder="default" autoComplete="off" spellCheck={false} />
                </label>
                <label>
                  Region
                  <input type="text" name="region" defaultValue={asked.region} placeholder="as the profile says" autoComplete="off" spellCheck={false} />
                </label>
                <label>
                  Identity pools
                  <input type="text" name="pools" defaultValue={asked.pools} placeholder="all of the region" autoComplete="off" spellCheck={false} />
                </label>
                <button className="btn" type="submit" disabled={progress !== undefined}>
                  Read and audit
                </button>
              </form>
            ) : (
              <ConfirmRead found={found} pools={asked.pools} calls={calls} busy={progress !== undefined} onRead={() => void read()} onCancel={() => setFound(undefined)} />
            )}
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
        <KeptList />
        {children}
      </main>
      <Foot />
    </>
  );
}

function post(address: string, body: object): Promise<Response> {
  return fetch(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

function notAnswered(error: unknown): string {
  return `The server did not answer: ${error instanceof Error ? error.message : String(error)}`;
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
