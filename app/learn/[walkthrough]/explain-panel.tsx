import Link from 'next/link';
import { Icon } from '@/app/_components/icon';
import { RichText } from '@/app/_components/rich-text';
import { TruthLabel } from '@/app/_components/truth-label';
import { narrationOf } from '@/content/walkthroughs/narration';
import type { Reason } from '@/lib/engine/refusal';
import type { Player } from './use-player';
import { wordingFor } from './wording';

/** The teacher's voice, and the rules that AWS applies at this step. */
export function ExplainPanel({ player }: { readonly player: Player }) {
  const { lesson, run, index, beat } = player;
  const narration = narrationOf(lesson, run.scene, run.on, beat.key);
  const step = (beat.ghost ? run.scene.good : run.scene.steps)?.[beat.step];
  const atEnd = index === run.scene.beats.length - 1 && !beat.ghost && run.scene.refusal === undefined;
  return (
    <>
      {beat.ghost ? <p className="ahead">{wordingFor(lesson).ghostExplain}</p> : null}
      <div className="teach prose">
        {narration.explain.map((paragraph) => (
          <p key={paragraph}>
            <RichText text={paragraph} />
          </p>
        ))}
      </div>
      {beat.kind === 'request' && step !== undefined ? <Rules reasons={step.reasons} unreached={beat.checks.filter((check) => check.verdict === 'unreached').map((check) => check.label)} /> : null}
      {narration.note === undefined ? null : (
        <section className="note">
          <h2>
            <RichText text={narration.note.title} />
          </h2>
          <p className="teach">
            <RichText text={narration.note.text} />
          </p>
        </section>
      )}
      {atEnd ? <Onward player={player} /> : null}
    </>
  );
}

function Rules({ reasons, unreached }: { readonly reasons: readonly Reason[]; readonly unreached: readonly string[] }) {
  if (reasons.length === 0) return null;
  const refused = reasons.find((reason) => !reason.holds);
  // A service may ask the same thing several times of different fields: it is told once.
  const shown = refused === undefined ? reasons.filter(({ rule }, index) => reasons.findIndex((other) => other.rule === rule) === index) : [refused];
  const before = refused === undefined ? 0 : reasons.length - 1;
  return (
    <>
      <ol className="five">
        {before === 0 ? null : (
          <li className="off">
            <b>before it</b>
            <span>
              {before} {before === 1 ? 'rule holds' : 'rules hold'}.
            </span>
          </li>
        )}
        {shown.map((reason, place) => (
          <li key={`${reason.rule} ${place}`}>
            <b>{reason.label}</b>
            <span>
              {reason.says}
              {reason.holds ? null : (
                <>
                  {' '}
                  <b className="c-refused">Refused here:</b> {reason.actual}.
                </>
              )}
            </span>
          </li>
        ))}
        {unreached.length === 0 ? null : (
          <li className="off">
            <b>{unreached.join(', ')}</b>
            <span>Not reached.</span>
          </li>
        )}
      </ol>
      {reasons.some((reason) => reason.inferred) ? (
        <p className="order">
          <TruthLabel kind="inferred">Order inferred</TruthLabel> from the error that each mistake returns.
        </p>
      ) : null}
    </>
  );
}

/** What to do after the last step. */
function Onward({ player }: { readonly player: Player }) {
  const { lesson, nextLesson } = player;
  const { reproduce, furtherReading } = lesson;
  return (
    <>
      {nextLesson === undefined ? null : (
        <p className="onward">
          <Link className="btn" href={`/learn/${nextLesson.slug}`} prefetch={false}>
            {nextLesson.number}. {nextLesson.title} <Icon name="arrow" />
          </Link>
        </p>
      )}
      <section className="note">
        <h2>Do it yourself</h2>
        {reproduce.map((one) => (
          <div key={one.command} className="reproduce">
            <p className="teach">{one.says}</p>
            <pre className="code" tabIndex={0}>
              {one.command}
            </pre>
          </div>
        ))}
      </section>
      <section className="note">
        <h2>{wordingFor(lesson).further}</h2>
        <ul className="reading">
          {furtherReading.map((one) => (
            <li key={one.href}>
              <a href={one.href} rel="noreferrer">
                {one.title}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
