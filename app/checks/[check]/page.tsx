import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { ProofStage } from '@/app/audit/_components/proof-stage';
import { SeverityLabel } from '@/app/audit/_components/severity-label';
import { Foot } from '@/app/_components/foot';
import { TopBar } from '@/app/_components/top-bar';
import { VerdictMark } from '@/app/_components/verdict-mark';
import '@/app/_styles/stage.css';
import '@/app/_styles/report.css';
import '@/app/_styles/reference.css';
import '@/app/_styles/checks.css';
import { storiesFoundBy } from '@/content/stories/headings';
import { numberOf } from '@/content/walkthroughs/number';
import { checks } from '@/lib/audit/checks/index';
import type { AnyCheck } from '@/lib/audit/check';
import { standingQuestions } from '@/lib/audit/standing-questions';
import { executed, type ExecutedExample } from './executed';
import { QuestionPage } from './question-page';

interface Props {
  readonly params: Promise<{ readonly check: string }>;
}

export const dynamicParams = false;

export function generateStaticParams() {
  return [...checks, ...standingQuestions].map(({ name }) => ({ check: name }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { check: name } = await params;
  const check = standingQuestions.find((one) => one.name === name) ?? named(name);
  return { title: `${check.code}: ${check.title}`, description: check.docs.what };
}

/** A check’s own page: its words, and its examples as the engine judges them now. */
export default async function Page({ params }: Props) {
  const { check: name } = await params;
  const question = standingQuestions.find((one) => one.name === name);
  if (question !== undefined) return <QuestionPage question={question} />;
  const check = named(name);
  const { fails, passes } = executed(check);
  const stories = storiesFoundBy(check.code);
  const shown = fails.find(({ scene }) => scene !== undefined);
  return (
    <>
      <TopBar section="checks" />
      <main id="main" className="ref">
        <p className="eyebrow">
          <Link href={`/checks#${check.code}`}>Checks</Link> · <code>{check.code}</code> <code>{check.name}</code>
        </p>
        <h1>{check.title}</h1>
        <p className="lead">{check.docs.what}</p>
        <dl className="check-facts">
          <dt>Why it matters</dt>
          <dd>{check.docs.why}</dd>
          <dt>How severe</dt>
          <dd>{check.severityRule}</dd>
          <dt>When it is no flaw</dt>
          <dd>{check.docs.falsePositives}</dd>
          <dt>Fix</dt>
          <dd>{check.docs.fix}</dd>
        </dl>
        {shown?.scene === undefined ? null : (
          <section aria-labelledby="proof">
            <h2 className="ref-group" id="proof">
              What a proof looks like
            </h2>
            <p className="proof-title">{shown.message}</p>
            <ProofStage scene={shown.scene} />
          </section>
        )}
        {stories.length === 0 ? null : (
          <section aria-labelledby="stories">
            <h2 className="ref-group" id="stories">
              The attack, step by step
            </h2>
            <ul className="check-refs">
              {stories.map((story) => (
                <li key={story.slug}>
                  <Link href={`/learn/${story.slug}`} prefetch={false}>
                    {numberOf(story)}. {story.title}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )}
        <section aria-labelledby="examples">
          <h2 className="ref-group" id="examples">
            Examples, as the engine judges them
          </h2>
          <Examples heading="Fails" examples={fails} kind="no" />
          <Examples heading="Passes" examples={passes} kind="ok" />
        </section>
        <section aria-labelledby="references">
          <h2 className="ref-group" id="references">
            References
          </h2>
          <ul className="check-refs">
            {check.references.map(({ title, url }) => (
              <li key={title}>{url === undefined ? title : <a href={url}>{title}</a>}</li>
            ))}
          </ul>
        </section>
      </main>
      <Foot />
    </>
  );
}

function Examples({ heading, examples, kind }: { readonly heading: string; readonly examples: readonly ExecutedExample[]; readonly kind: 'ok' | 'no' }) {
  if (examples.length === 0) return null;
  return (
    <>
      <h3 className="example-head">{heading}</h3>
      <ul className="examples">
        {examples.map((example) => (
          <li key={example.title}>
            <VerdictMark kind={kind} />
            <div>
              <p>
                <b>{example.title.charAt(0).toUpperCase() + example.title.slice(1)}</b> {example.severity === undefined ? null : <SeverityLabel severity={example.severity} />}
              </p>
              <p>{example.message}</p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

function named(name: string): AnyCheck {
  const check = checks.find((one) => one.name === name);
  if (check === undefined) notFound();
  return check;
}
