'use client';

import { useState } from 'react';
import { TruthLabel } from '@/app/_components/truth-label';
import { VerdictMark } from '@/app/_components/verdict-mark';
import type { Acceptance, TakingPool } from '@/lib/audit/token-acceptance';
import { shownMessage } from '@/lib/engine/refusal';

interface Answer {
  readonly pool: TakingPool;
  readonly acceptance: Acceptance;
  /** Where the error is explained. */
  readonly help?: string;
}

/** Paste an ID token, and read whether these pools would take it, and which cell is wrong. It does not leave the page. */
export function TokenCheck({ taking }: { readonly taking: readonly TakingPool[] }) {
  const [answers, setAnswers] = useState<readonly Answer[]>([]);
  const ask = async (text: string): Promise<void> => {
    if (text.trim() === '') return setAnswers([]);
    const [{ acceptanceOf }, { matching }, { errors }] = await Promise.all([import('@/lib/audit/token-acceptance'), import('@/content/error-matching'), import('@/content/errors')]);
    const now = Math.floor(Date.now() / 1000);
    setAnswers(
      taking.map((pool) => {
        const acceptance = acceptanceOf(text, pool, now);
        const known = acceptance.error === undefined ? undefined : matching(`${acceptance.error.code} ${acceptance.error.message}`, errors)[0];
        return { pool, acceptance, ...(known === undefined ? {} : { help: `/errors#${known.slug}` }) };
      }),
    );
  };
  if (taking.length === 0) return null;
  return (
    <details className="token-check needs-js">
      <summary>Would a token that I have be taken?</summary>
      <label>
        Paste an ID token
        <textarea rows={3} spellCheck={false} autoComplete="off" placeholder="eyJ…" onChange={(event) => void ask(event.target.value)} />
      </label>
      <p className="token-note">It is decoded in this page and never sent. Its signature and whether the user pool still knows the user are not checked: only AWS can.</p>
      <div role="status">
        {answers.map((answer) => (
          <TokenAnswer key={answer.pool.pool.IdentityPoolId} {...answer} many={taking.length > 1} />
        ))}
      </div>
    </details>
  );
}

function TokenAnswer({ pool: { pool }, acceptance: { error, rules }, help, many }: Answer & { readonly many: boolean }) {
  return (
    <div className="token-answer">
      <p>
        <VerdictMark kind={error === undefined ? 'match' : 'no'} />
        <b>
          {many ? `${pool.IdentityPoolName}: ` : null}
          {error === undefined ? 'The pool would take it.' : 'The pool would refuse it.'}
        </b>
        <TruthLabel kind="simulated">GetId in the emulator, on your configuration</TruthLabel>
      </p>
      {error === undefined ? null : (
        <p className="token-error">
          <code>
            {error.code}: {shownMessage(error)}
          </code>{' '}
          {help === undefined ? null : <a href={help}>What it means</a>}
        </p>
      )}
      <table>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">What was found</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.rule} data-holds={rule.holds}>
              <th scope="row">
                <VerdictMark kind={rule.holds ? 'match' : 'no'} />
                {rule.label}
                <span className="sr">{rule.holds ? ' holds' : ' does not hold'}</span>
              </th>
              <td>{rule.holds ? rule.actual : `${rule.actual}. ${rule.says}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
