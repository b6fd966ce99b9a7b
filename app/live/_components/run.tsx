import { useEffect, useMemo, useRef, useState } from 'react';
import { saysOfLive } from '@/content/live-lane';
import { expectedSteps } from '@/lib/live/expected';
import { hostsOf } from '@/lib/live/hosts';
import { peopleOf, type LaneState } from '@/lib/live/lane';
import { isAside } from '@/lib/live/next-move';
import type { LivePlan } from '@/lib/live/plan';
import { outerStep } from '@/lib/stage/beats';
import { sceneOfTrace } from '@/lib/stage/trace-scene';
import { Consent } from './consent';
import { ExchangeView } from './exchange-view';
import { Holds } from './holds';
import { LiveStage } from './live-stage';
import { QuestionForm } from './question-form';
import { RefusalView } from './refusal-view';
import { ReproduceView } from './reproduce-view';
import { TokensView } from './tokens-view';
import { useLane } from './use-lane';
import { TruthOfStep } from './truth-of-step';

interface Props {
  readonly plan: LivePlan;
  takeSecrets(): Map<string, string>;
  /** Back to the form. */
  onChange(): void;
}

/** A plan on the stage: what it will call, then, once the learner agrees, what came of it. */
export function Run({ plan, takeSecrets, onChange }: Props) {
  const lane = useLane(plan);
  const { state, failure } = lane;
  const heading = useRef<HTMLHeadingElement>(null);
  const hosts = useMemo(() => hostsOf(plan), [plan]);
  const scene = useSceneOf(plan, state);
  const [chosen, setChosen] = useState<string>();
  const phase = state === undefined ? 'asking' : state.now.kind === 'wiped' ? 'wiped' : 'running';
  useEffect(() => heading.current?.focus(), [phase]);
  const arrived = scene.reached;
  useEffect(() => setChosen(undefined), [arrived]);

  const newest = newestRow(scene, state);
  const found = scene.beats.findIndex((beat) => beat.key === chosen);
  const current = found >= 0 && found < arrived ? found : newest;
  const beat = current < arrived ? scene.beats[current] : undefined;
  const step = beat === undefined ? undefined : scene.steps[beat.step];
  const exchange = beat === undefined ? undefined : state?.exchanges[outerStep(beat.step)];
  return (
    <div className="live-run">
      {phase === 'asking' ? <Consent plan={plan} hosts={hosts} heading={heading} onAgree={() => lane.start(takeSecrets())} onBack={onChange} /> : null}
      {phase === 'wiped' ? (
        <section className="live-consent" aria-labelledby="live-wiped">
          <h2 id="live-wiped" ref={heading} tabIndex={-1}>
            Everything is wiped
          </h2>
          <p>This page has forgotten every token and every key. Credentials that AWS gave out stay good until they expire.</p>
          <div className="live-buttons">
            <button className="btn btn-ink" type="button" onClick={onChange}>
              Begin again
            </button>
          </div>
        </section>
      ) : null}
      {phase === 'running' && state !== undefined ? (
        <div className="live-now">
          <div className="live-status">
            <h2 ref={heading} tabIndex={-1}>
              {statusOf(state)}
            </h2>
            <p className="teach" role="status" aria-live="polite">
              <b className="num">{current < 0 ? null : `Step ${current + 1} of ${scene.beats.length}. `}</b>
              {beat === undefined || step === undefined ? null : saysOfLive(beat, step)}
            </p>
            {beat === undefined || step === undefined ? null : <TruthOfStep beat={beat} step={step} plan={plan} />}
          </div>
          <div className="live-buttons">
            {state.now.kind === 'over' ? (
              <button className="btn" type="button" onClick={onChange}>
                Change the plan
              </button>
            ) : null}
            <button className={state.now.kind === 'over' ? 'btn btn-ink' : 'btn'} type="button" onClick={lane.wipe}>
              Wipe everything now
            </button>
          </div>
        </div>
      ) : null}
      <div role="alert">
        {failure === undefined ? null : <p className="live-refused">This page failed, not AWS: {failure}</p>}
        {state?.unanswered.map(({ call, operation, says }) => (
          <div key={call} className="live-refused">
            <p>
              <code>{operation.slice(operation.indexOf(':') + 1)}</code> {says}
            </p>
            {operation.startsWith('s3:') ? <pre className="code">{corsRule()}</pre> : null}
          </div>
        ))}
        {state?.now.kind === 'stuck' ? (
          <p className="live-refused">
            The user pool asks for <code>{state.now.challenge}</code>, which this page cannot answer: finish it in your own app, then come back. <a href="/learn/challenges">The challenges, one by one</a>
          </p>
        ) : null}
      </div>
      {state?.now.kind === 'ask' ? <QuestionForm key={state.now.question.step} question={state.now.question} onAnswer={lane.answer} /> : null}
      {phase === 'wiped' ? null : <LiveStage scene={scene} current={state === undefined ? -1 : current} onChoose={setChosen} />}
      {phase === 'running' && state !== undefined ? (
        <>
          {scene.refusal === undefined ? null : <RefusalView refusal={scene.refusal} step={scene.steps[outerStep(scene.refusal.step)]} />}
          <div className="live-columns">
            <ExchangeView key={beat?.step} step={step} outer={beat === undefined ? undefined : scene.steps[outerStep(beat.step)]} exchange={exchange} plan={plan} />
            <Holds trace={state.trace} />
          </div>
          <TokensView trace={state.trace} />
          {state.now.kind === 'over' ? <ReproduceView plan={plan} calls={state.calls} /> : null}
        </>
      ) : null}
    </div>
  );
}

/** The bucket’s CORS configuration that lets this page read. */
function corsRule(): string {
  return `[{ "AllowedOrigins": ["${location.origin}"], "AllowedMethods": ["GET"], "AllowedHeaders": ["*"] }]`;
}

type LiveScene = ReturnType<typeof sceneOfTrace>;

function useSceneOf(plan: LivePlan, state: LaneState | undefined): LiveScene {
  const trace = state?.trace;
  const lost = state?.unanswered;
  return useMemo(() => {
    const so = trace ?? { people: peopleOf(plan), steps: [], ended: 'ok' };
    // What was left without an answer keeps its rows, unless the path went on without it.
    const unanswered = lost?.map(({ call }) => call).filter(isAside) ?? [];
    return sceneOfTrace(so, expectedSteps(plan, so.steps, unanswered));
  }, [lost, plan, trace]);
}

/** The row that is lit when nobody chose another: what is under way, or what came last, or where it was refused. */
function newestRow({ beats, reached, refusal }: LiveScene, state: LaneState | undefined): number {
  if (refusal !== undefined) return beats.findIndex((beat) => beat.key === refusal.beat);
  return state?.now.kind === 'sending' && reached < beats.length ? reached : reached - 1;
}

function statusOf({ now, trace, unanswered }: LaneState): string {
  if (now.kind === 'sending') return `Asking: ${now.call.operation.slice(now.call.operation.indexOf(':') + 1)}`;
  if (now.kind === 'ask') return 'Your answer is needed';
  if (now.kind === 'stuck') return 'This page cannot go on';
  if (trace.stoppedAt !== undefined) return `Refused: ${trace.ended}`;
  return unanswered.length > 0 ? 'Something gave no answer' : 'The path is walked';
}
