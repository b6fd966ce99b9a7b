import Link from 'next/link';
import { Foot } from '@/app/_components/foot';
import { TopBar } from '@/app/_components/top-bar';
import type { StandingQuestion } from '@/lib/audit/standing-questions';

/** The page of a question that every report answers: it has no examples to pass or fail. */
export function QuestionPage({ question: { code, name, title, docs } }: { readonly question: StandingQuestion }) {
  return (
    <>
      <TopBar section="checks" />
      <main id="main" className="ref">
        <p className="eyebrow">
          <Link href={`/checks#${code}`}>Checks</Link> · <code>{code}</code> <code>{name}</code>
        </p>
        <h1>{title}</h1>
        <p className="lead">{docs.what}</p>
        <dl className="check-facts">
          <dt>Why it matters</dt>
          <dd>{docs.why}</dd>
          <dt>What it does not say</dt>
          <dd>{docs.limits}</dd>
          <dt>Where</dt>
          <dd>{docs.where}</dd>
        </dl>
      </main>
      <Foot />
    </>
  );
}
