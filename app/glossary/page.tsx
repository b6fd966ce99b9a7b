import type { Metadata } from 'next';
import Link from 'next/link';
import { Fragment } from 'react';
import { claimAnchor, claimNames, meaningOf, tokenKinds, type TokenKind } from '@/content/claims';
import { glossary, termNamed } from '@/content/glossary';
import { walkthroughs } from '@/content/walkthroughs/index';
import { Foot } from '../_components/foot';
import { CodeText } from '../_components/rich-text';
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
        <section aria-labelledby="claims">
          <h2 className="ref-group" id="claims">
            Claims of the tokens
          </h2>
          {claimNames.map((claim) => (
            <article key={claim} className="entry" id={claimAnchor(claim)}>
              <h3 className="code-name">{claim}</h3>
              <dl>
                {tokensWith(claim).map(([kind, means]) => (
                  <Fragment key={kind}>
                    <dt>{kind}</dt>
                    <dd><CodeText text={means} /></dd>
                  </Fragment>
                ))}
              </dl>
            </article>
          ))}
        </section>
      </main>
      <Foot />
    </>
  );
}

const tokenNames: Readonly<Record<TokenKind, string>> = { id: 'ID token', access: 'Access token', openid: 'OpenID token' };

/** What the claim means, and in which tokens; in one line where it is the same in all of them. */
function tokensWith(claim: string): readonly (readonly [string, string])[] {
  const said = tokenKinds.flatMap((kind) => {
    const means = meaningOf(claim, kind);
    return means === undefined ? [] : [[tokenNames[kind], means] as const];
  });
  const [first, ...others] = said;
  return first !== undefined && others.length > 0 && others.every(([, means]) => means === first[1]) ? [['Means', first[1]]] : said;
}

function letterOf(word: string): string {
  return (word.replace(/^cognito:/, '')[0] ?? '').toUpperCase();
}
