import type { Metadata } from 'next';
import { errors } from '@/content/errors';
import { walkthroughs } from '@/content/walkthroughs/index';
import { Foot } from '../_components/foot';
import { TopBar } from '../_components/top-bar';
import '../_styles/reference.css';
import { ErrorFinder } from './error-finder';
import { groupOf } from './groups';
import { ErrorArticle } from './error-article';

export const metadata: Metadata = {
  title: 'Errors',
  description: 'What each error of Amazon Cognito, STS and the services behind them means, what leads to it, and where to watch it happen.',
};

const groups = [...new Set(errors.map(groupOf))];

export default function Page() {
  const taught = Object.keys(walkthroughs);
  return (
    <>
      <TopBar section="errors" />
      <main id="main" className="ref">
        <h1>What AWS is telling you</h1>
        <p className="lead">
          The errors people meet between sign-in and S3, in AWS’s own words where someone has seen them, with what they mean and what to do.
        </p>
        <ErrorFinder entries={errors.map(({ slug, code, message }) => ({ slug, code, message }))} />
        {groups.map((group) => (
          <section key={group} aria-labelledby={anchor(group)}>
            <h2 className="ref-group" id={anchor(group)}>
              {group}
            </h2>
            {errors
              .filter((entry) => groupOf(entry) === group)
              .map((entry) => (
                <ErrorArticle key={entry.slug} entry={entry} taught={taught} />
              ))}
          </section>
        ))}
      </main>
      <Foot />
    </>
  );
}

function anchor(group: string): string {
  return group.toLowerCase().replaceAll(' ', '-');
}
