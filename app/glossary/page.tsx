import type { Metadata } from 'next';
import Link from 'next/link';
import { glossary, termNamed } from '@/content/glossary';
import { walkthroughs } from '@/content/walkthroughs/index';
import { Foot } from '../_components/foot';
import { TopBar } from '../_components/top-bar';
import '../_styles/reference.css';

export const metadata: Metadata = {
  title: 'Glossary',
  description: 'The words of Amazon Cognito and IAM, one meaning each, and the mistake people make with them.',
};

const terms = glossary.toSorted((a, b) => a.term.localeCompare(b.term, 'en'));
const firsts = new Map(terms.toReversed().map((term) => [letterOf(term.term), term.slug]));

export default function Page() {
  return (
    <>
      <TopBar section="glossary" />
      <main id="main" className="ref">
        <h1>One word per thing</h1>
        <p className="lead">Two services share a name, and two values are both called sub. Here is what each word means on this site, and the mistake that goes with it.</p>
        <nav className="letters" aria-label="Letters">
          {[...firsts].toReversed().map(([letter, slug]) => (
            <a key={letter} href={`#${slug}`}>
              {letter}
            </a>
          ))}
        </nav>
        {terms.map((term) => (
          <article key={term.slug} className="entry" id={term.slug}>
            <h2>
              {term.term}
              {term.also !== undefined && <span className="ref-count"> also {term.also.join(', ')}</span>}
            </h2>
            <p className="means">{term.means}</p>
            {(term.careful !== undefined || term.see !== undefined || term.walkthrough !== undefined) && (
              <dl>
                {term.careful !== undefined && (
                  <>
                    <dt>Careful</dt>
                    <dd>{term.careful}</dd>
                  </>
                )}
                <dt>See also</dt>
                <dd className="links">
                  {term.see?.map((slug) => (
                    <a key={slug} href={`#${slug}`}>
                      {termNamed(slug)?.term}
                    </a>
                  ))}
                  {term.walkthrough !== undefined && term.walkthrough in walkthroughs && (
                    <Link href={`/learn/${term.walkthrough}`} prefetch={false}>
                      Walk through it
                    </Link>
                  )}
                </dd>
              </dl>
            )}
          </article>
        ))}
      </main>
      <Foot />
    </>
  );
}

function letterOf(word: string): string {
  return (word.replace(/^cognito:/, '')[0] ?? '').toUpperCase();
}
