import Link from 'next/link';
import { DecisionView } from '@/app/_components/decision-view';
import { TruthLabel } from '@/app/_components/truth-label';
import { VerdictMark } from '@/app/_components/verdict-mark';
import { storiesFoundBy } from '@/content/stories/headings';
import { numberOf } from '@/content/walkthroughs/number';
import type { FindingView, FixView } from '@/lib/report/view';
import { FindingArticle } from './finding-article';
import { FixTabs } from './fix-tabs';
import { ProofStage } from './proof-stage';
import { SeverityLabel } from './severity-label';

const who: Readonly<Record<FindingView['actor'], string>> = {
  anonymous: 'Anyone who knows the pool’s ID. It ships in your web page.',
  'self-registered': 'Anyone who signs up, or who has an account with a public provider.',
  'signed-in': 'Every user who can sign in.',
  'claim-holder': 'Users with a particular group or claim.',
  'aws-principal': 'A principal of your AWS account.',
};

const confidences: Readonly<Record<FindingView['confidence'], string>> = {
  proved: 'Proved: every request below was allowed on what was read.',
  plausible: 'Plausible: one link rests on something that was not read.',
  contested: 'Contested: public sources disagree about a fact this rests on.',
  latent: 'Latent: true once one setting changes.',
};

/** Where the proofs play: pages under this address, or here. */
export type PlayProof = string | ((finding: string) => void);

/** A finding with its proof, its fix, and both replayed. */
export function Finding({ finding, play }: { readonly finding: FindingView; readonly play: PlayProof }) {
  const { proof, fix } = finding;
  return (
    <FindingArticle id={finding.id}>
      <div className="fhead">
        <SeverityLabel severity={finding.severity} />
        <Link className="frule mono" href={`/checks/${finding.name}`} prefetch={false}>
          {finding.code} {finding.name}
        </Link>
      </div>
      <h3 id={`${finding.id}-title`}>{finding.message}</h3>
      <p className="lead teach">{finding.why}</p>
      <dl className="why">
        <div>
          <dt>Who</dt>
          <dd>{who[finding.actor]}</dd>
        </div>
        <div>
          <dt>Where</dt>
          <dd>
            <code>{finding.resource.id}</code>
          </dd>
        </div>
        <div>
          <dt>How sure</dt>
          <dd>
            {confidences[finding.confidence]}
            {finding.assumed.length === 0 ? null : (
              <>
                {' '}
                Not read: <code>{finding.assumed.join(', ')}</code>
              </>
            )}
          </dd>
        </div>
      </dl>
      {proof === undefined ? null : (
        <section className="part" aria-label="Proof">
          <div className="ph2">
            <h4>Proof</h4>
            <TruthLabel kind="simulated">Replayed in the emulator on this configuration</TruthLabel>
            <span className="grow" />
            {typeof play === 'string' ? (
              <Link className="btn btn-quiet" href={`${play}/${finding.id}`} prefetch={false}>
                Open in the player
              </Link>
            ) : (
              <button className="btn btn-quiet" type="button" onClick={() => play(finding.id)}>
                Open in the player
              </button>
            )}
          </div>
          <p className="proof-title">{proof.title}</p>
          <ProofStage scene={proof.scene} />
          <Deciders finding={finding} />
        </section>
      )}
      {fix === undefined ? <NoFix finding={finding} /> : <Fix fix={fix} />}
      <section className="part" aria-label="About this check">
        <details className="about">
          <summary>About this check</summary>
          <p>{finding.docs.what}</p>
          <p>
            <b>When it is no flaw.</b> {finding.docs.falsePositives}
          </p>
          <ul>
            {storiesFoundBy(finding.code).map((story) => (
              <li key={story.slug}>
                An attack like this, step by step:{' '}
                <Link href={`/learn/${story.slug}`} prefetch={false}>
                  {numberOf(story)}. {story.title}
                </Link>
              </li>
            ))}
            {finding.references.map(({ title, url }) => (
              <li key={title}>{url === undefined ? title : <a href={url}>{title}</a>}</li>
            ))}
          </ul>
        </details>
      </section>
    </FindingArticle>
  );
}

/** Every decision of IAM’s on the way, the guilty statement lit. */
function Deciders({ finding }: { readonly finding: FindingView }) {
  const scene = finding.proof?.scene;
  if (scene === undefined) return null;
  const decided = Object.values(scene.steps).filter((step) => step.decisions.length > 0);
  if (decided.length === 0) return null;
  return (
    <div className="deciders">
      {decided.map((step) =>
        step.decisions.map((decision, index) => (
          <details key={`${step.id} ${index}`} open={decided.length === 1}>
            <summary>
              <VerdictMark kind={decision.answer === 'Allowed' ? 'match' : 'no'} />
              <span>
                {decision.request.action.startsWith('sts:AssumeRole') ? 'The trust policy' : 'IAM'} {decision.answer === 'Allowed' ? 'lets it through' : 'says no'}:{' '}
                <code>{decision.request.action}</code>
              </span>
            </summary>
            <DecisionView decision={decision} policies={scene.policies} />
          </details>
        )),
      )}
    </div>
  );
}

function Fix({ fix }: { readonly fix: FixView }) {
  const harmed = fix.intended.filter(({ works }) => !works);
  return (
    <section className="part" aria-label="Fix">
      <div className="ph2">
        <h4>Fix</h4>
      </div>
      <p className="fix-says">{fix.summary}</p>
      {fix.warning === undefined ? null : <p className="fix-warning">{fix.warning}</p>}
      <FixTabs fix={fix} />
      <div className={`after${harmed.length > 0 ? ' after-harm' : ''}`}>
        <div className="af">
          <h5>
            <VerdictMark kind="ok" />
            The attack, replayed
          </h5>
          <p>{fix.replay.says}</p>
          {fix.replay.error === undefined ? null : (
            <p className="mono msgl">
              {fix.replay.error.status} {fix.replay.error.code}
              <br />
              {fix.replay.error.message}
            </p>
          )}
        </div>
        <div className="af">
          <h5>
            <VerdictMark kind={harmed.length === 0 ? 'ok' : 'no'} />
            Your users, replayed
          </h5>
          {fix.intended.length === 0 ? (
            <p>There was nobody with intended access to try.</p>
          ) : (
            <>
              <p className="num">
                {fix.intended.length - harmed.length} of {fix.intended.length} intended uses still work.
              </p>
              <ul>
                {(harmed.length > 0 ? harmed : fix.intended.slice(0, 4)).map(({ title, works }) => (
                  <li key={title}>
                    {works ? '' : 'Stops working: '}
                    {title}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      </div>
    </section>
  );
}

function NoFix({ finding }: { readonly finding: FindingView }) {
  return (
    <section className="part" aria-label="Fix">
      <div className="ph2">
        <h4>Fix</h4>
      </div>
      <p className="fix-says">
        No change was found that could be tried out here; only the owner can tell what is meant. <Link href={`/checks/${finding.name}`} prefetch={false}>What the check suggests</Link>
      </p>
    </section>
  );
}
