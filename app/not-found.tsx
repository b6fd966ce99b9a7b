import Link from 'next/link';
import { Foot } from './_components/foot';
import { TopBar } from './_components/top-bar';

/** There is no such page. */
export default function NotFound() {
  return (
    <>
      <TopBar />
      <main id="main" className="column">
        <div className="page-head">
          <h1>There is no such page</h1>
          <p>
            The address leads nowhere here. The <Link href="/learn">walkthroughs</Link>, the <Link href="/errors">errors</Link> and the{' '}
            <Link href="/glossary">glossary</Link> are all in one place each.
          </p>
        </div>
      </main>
      <Foot />
    </>
  );
}
