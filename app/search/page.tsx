import type { Metadata } from 'next';
import { Foot } from '../_components/foot';
import { TopBar } from '../_components/top-bar';
import '../_styles/reference.css';
import '../_styles/search.css';
import { searchEntries } from './entries';
import { finderOf } from './find';
import { SearchDesk } from './search-desk';

export const metadata: Metadata = {
  title: 'Search',
  description: 'Finds walkthroughs, switches, errors, claims, words and checks.',
};

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** What was asked for is found here once; from then on, the page looks while somebody types. */
export default async function Page({ searchParams }: Props) {
  const words = [(await searchParams).q].flat()[0] ?? '';
  const found = words.trim() === '' ? [] : finderOf(await searchEntries())(words);
  return (
    <>
      <TopBar section="search" />
      <main id="main" className="ref">
        <h1>Search</h1>
        <p className="lead">Walkthroughs and their switches, rooms, errors, claims, words and checks.</p>
        <SearchDesk words={words} found={found} />
      </main>
      <Foot />
    </>
  );
}
