import { useState } from 'react';
import { Icon } from '@/app/_components/icon';
import { WireBody } from '@/app/_components/wire-body';
import type { Step } from '@/lib/engine/trace';
import { masked } from '@/lib/live/exchange';
import type { LivePlan } from '@/lib/live/plan';
import type { Header, Presented } from '@/lib/wire/present';
import { TruthOfStep } from './truth-of-step';

interface Props {
  readonly step: Step | undefined;
  /** The step that the exchange belongs to, where `step` happened behind it. */
  readonly outer: Step | undefined;
  readonly exchange: Presented | undefined;
  readonly plan: LivePlan;
}

/** The request of a step and its answer, with everything secret hidden until somebody asks. */
export function ExchangeView({ step, outer, exchange, plan }: Props) {
  const [whole, setWhole] = useState(false);
  if (step === undefined || outer === undefined || exchange === undefined) {
    return (
      <section className="live-exchange" aria-label="Request and answer">
        <p className="ahead">
          <b>No answer yet.</b> Each request stands here with its answer as soon as there is one.
        </p>
      </section>
    );
  }
  const { request, response } = whole ? exchange : masked(exchange);
  const refused = response.status >= 400;
  return (
    <section className="live-exchange" aria-label="Request and answer">
      {step.truth === 'inferred' ? <Unseen step={step} plan={plan} /> : null}
      <div className="dirhead">
        <h3>
          <Icon name="arrow" className="i-s" />
          Request
        </h3>
        <TruthOfStep step={outer} plan={plan} />
      </div>
      <pre className="code" tabIndex={0}>
        {request.method} {request.host}
        {request.path}
        {'\n'}
        <Headers headers={request.headers.filter(([name]) => name !== 'host')} />
        {request.headers.some(([name]) => name === 'authorization') ? null : <span className="dim">no authorization header: this call is not signed{'\n'}</span>}
        <WireBody body={request.body} language={request.language} secrets={[]} whole />
      </pre>
      <div className="dirhead">
        <h3>
          <Icon name="arrow" className="i-s flip" />
          Answer
        </h3>
        <TruthOfStep step={outer} plan={plan} />
      </div>
      <pre className={refused ? 'code code-bad' : 'code'} tabIndex={0}>
        <b className={refused ? 'bad' : undefined}>HTTP {response.status}</b>
        {'\n'}
        <Headers headers={response.headers} />
        <WireBody body={response.body} language={response.language} secrets={[]} whole />
      </pre>
      <p className="order">
        <button className="linklike" type="button" aria-pressed={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Hide tokens and keys' : 'Show tokens and keys'}
        </button>
      </p>
      <p className="live-note">What you typed in secret is not kept. A page sees only the headers that the service opens to it.</p>
    </section>
  );
}

/** What is known of a step that nobody watched. */
function Unseen({ step, plan }: { readonly step: Step; readonly plan: LivePlan }) {
  const sts = step.service === 'sts';
  return (
    <div className="live-unseen">
      <div className="dirhead">
        <h3>{sts ? 'AssumeRoleWithWebIdentity' : 'IAM’s decision'}</h3>
        <TruthOfStep step={step} plan={plan} />
      </div>
      <p className="teach prose">
        {sts
          ? 'The identity pool makes this request, not your browser, so there is nothing to show of it. What follows is the exchange around it.'
          : 'The service asks before it does anything. What IAM read, and which statement decided, stands nowhere in the answer. What follows is the exchange around it.'}
      </p>
    </div>
  );
}

function Headers({ headers }: { readonly headers: readonly Header[] }) {
  return headers.map(([name, value]) => (
    <span key={name}>
      <span className="k">{name}:</span> {value}
      {'\n'}
    </span>
  ));
}
