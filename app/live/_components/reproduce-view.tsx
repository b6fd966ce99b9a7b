import { useState } from 'react';
import type { Call } from '@/lib/engine/scenario';
import type { LivePlan } from '@/lib/live/plan';
import { reproduce } from '@/lib/live/reproduce';

/** The same calls for a shell. No secret is in it. */
export function ReproduceView({ plan, calls }: { readonly plan: LivePlan; readonly calls: readonly Call[] }) {
  const [copied, setCopied] = useState(false);
  const script = reproduce(plan, calls);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(script);
    setCopied(true);
  };
  return (
    <section className="live-reproduce" aria-labelledby="live-reproduce">
      <div className="dirhead">
        <h3 id="live-reproduce">The same with the AWS CLI</h3>
        <button className="btn" type="button" onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
      <p>No token, key or password is in it: what you typed in secret is asked for again, and each call takes what the one before it gave.</p>
      <pre className="code" tabIndex={0}>
        {script}
      </pre>
    </section>
  );
}
