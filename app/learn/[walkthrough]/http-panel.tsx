import { useState } from 'react';
import { ErrorTruth } from '@/app/_components/error-truth';
import { Icon } from '@/app/_components/icon';
import { TruthLabel } from '@/app/_components/truth-label';
import { WireBody, shortened } from '@/app/_components/wire-body';
import type { Step } from '@/lib/engine/trace';
import { answerKey } from '@/lib/stage/beats';
import { differences } from '@/lib/stage/difference';
import type { Header, Presented } from '@/lib/wire/present';
import type { Player } from './use-player';
import { wordingFor } from './wording';

/** The step as it goes over the wire: request, response, and where they are not as in the good run. */
export function HttpPanel({ player }: { readonly player: Player }) {
  const { run, index, beat } = player;
  const [whole, setWhole] = useState(false);
  const { beats, steps, good } = run.scene;
  const step = (beat.ghost ? good : steps)?.[beat.step];
  const exchange = (beat.ghost ? run.goodExchanges : run.exchanges)[beat.step];
  if (beat.kind === 'local' || step === undefined || exchange === undefined) return <NothingSent player={player} />;
  const answerRow = beats.findIndex((one) => one.key === answerKey(beat.step));
  const arrived = answerRow < 0 || index >= answerRow || (beat.kind === 'request' && beat.error !== undefined);
  const before = beat.ghost ? undefined : good?.[beat.step];
  const changed = before === undefined ? [] : differences(step.sent, before.sent).map((one) => one.path);
  const { request, response, secrets } = exchange;
  const refused = step.error !== undefined;
  const signs = request.headers.some(([name]) => name === 'authorization');
  return (
    <>
      {beat.ghost ? <p className="ahead">{wordingFor(player.lesson).ghostWire}</p> : null}
      <div className="dirhead">
        <h2>
          <Icon name="arrow" className="i-s" />
          Request
        </h2>
        <TruthLabel kind={step.truth} />
      </div>
      <pre className="code" tabIndex={0}>
        {request.method} https://{request.host}
        {request.path}
        {'\n'}
        <Headers headers={request.headers.filter(([name]) => name !== 'host')} secrets={secrets} whole={whole} />
        {signs ? null : <span className="dim">no authorization header: this call is not signed{'\n'}</span>}
        <WireBody body={request.body} language={request.language} secrets={secrets} whole={whole} changed={changed} />
      </pre>
      <div className="dirhead">
        <h2>
          <Icon name="arrow" className="i-s flip" />
          Response
        </h2>
        {!arrived ? (
          <span className="truth-none">arrives at step {answerRow + 1}</span>
        ) : step.error === undefined ? (
          <TruthLabel kind={step.truth} />
        ) : (
          <ErrorTruth error={step.error} />
        )}
      </div>
      {arrived ? (
        <pre className={refused ? 'code code-bad' : 'code'} tabIndex={0}>
          <b className={refused ? 'bad' : undefined}>HTTP {response.status}</b>
          {'\n'}
          <Headers headers={response.headers} secrets={secrets} whole={whole} />
          <WireBody body={response.body} language={response.language} secrets={secrets} whole={whole} />
        </pre>
      ) : (
        <div className="code code-wait">waiting</div>
      )}
      {before === undefined || !arrived ? null : <GoodRun step={step} good={before} name={wordingFor(player.lesson).unchanged} />}
      <p className="order">
        <button className="linklike" type="button" aria-pressed={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Hide secrets and long values' : 'Show secrets and long values'}
        </button>
      </p>
    </>
  );
}

function NothingSent({ player }: { readonly player: Player }) {
  const { index, run } = player;
  const next = run.scene.beats.findIndex((one, row) => row > index && one.kind === 'request');
  return (
    <p className="ahead">
      <b>Nothing is sent at step {index + 1}.</b> It happens inside one actor.{next < 0 ? null : ` The next request leaves at step ${next + 1}.`}
    </p>
  );
}

const important = new Set(['x-amz-target', 'x-amzn-errortype']);

function Headers({ headers, secrets, whole }: { readonly headers: readonly Header[]; readonly secrets: Presented['secrets']; readonly whole: boolean }) {
  return headers.map(([name, value]) => {
    const secret = secrets.some((one) => one.value === value);
    const text = whole ? value : shortened(value, secret ? 14 : 110);
    return (
      <span key={name}>
        <span className="k">{name}:</span> {important.has(name) ? <b>{text}</b> : text}
        {'\n'}
      </span>
    );
  });
}

/** What the good run had here, where this one differs. */
function GoodRun({ step, good, name }: { readonly step: Step; readonly good: Step; readonly name: string }) {
  const answer = (one: Step): string => (one.error === undefined ? '200' : `${one.error.status} ${one.error.code}`);
  const sent = differences(step.sent, good.sent);
  if (answer(step) === answer(good) && sent.length === 0) return null;
  return (
    <dl className="diffrun">
      <div>
        <dt>This run</dt>
        <dd>
          <code>{answer(step)}</code>
          {sent.length === 0 ? ' to the same request' : null}
        </dd>
      </div>
      <div className="ghost">
        <dt>{name}</dt>
        <dd>
          <code>{answer(good)}</code>
          {sent.map((one) => (
            <span key={one.path}>
              {' '}
              <code>
                {one.path}: {one.good === undefined ? 'absent' : shortened(String(one.good), 48)}
              </code>
            </span>
          ))}
        </dd>
      </div>
    </dl>
  );
}
