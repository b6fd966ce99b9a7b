import { heroLesson, heroRestingRow, heroRows } from '@/content/hero';
import { walkthroughs } from '@/content/walkthroughs';
import { chapters, sceneOfLesson } from '@/content/walkthroughs/walkthrough';
import { signSealed } from '@/lib/wire/jwt';
import { Foot } from './_components/foot';
import { TopBar } from './_components/top-bar';
import { Doors } from './_home/doors';
import { Hero, type HeroBeat } from './_home/hero';
import { lessonCards } from './_home/lessons';
import { LessonList } from './_home/lesson-list';
import { Truths } from './_home/truths';
import './_styles/stage.css';
import './_styles/home.css';

/** The front door: the flow moving, two doors, the lessons, and what can be believed here. */
export default async function FrontPage() {
  const lessons = await lessonCards();
  const { lanes, rows, token } = await heroRun();
  return (
    <>
      <TopBar />
      <main id="main" className="column">
        <section className="hero" aria-labelledby="promise">
          <div className="promise">
            <h1 id="promise">
              Watch <span className="q qn">Who are you?</span> become <span className="q qz">What may you do?</span>
            </h1>
            <p>Every call of an Amazon Cognito sign-in, from the password to the S3 write, on one timeline that you can step through, break and replay.</p>
          </div>
          <Hero lanes={lanes} rows={rows} resting={heroRestingRow} />
          <Doors lessons={lessons} />
        </section>
        <section className="sec list" aria-labelledby="walkthroughs">
          <LessonList lessons={lessons} chapters={chapters} />
        </section>
        <Truths token={token} />
      </main>
      <Foot />
    </>
  );
}

/** The front page's rows, from a run of the lesson itself. */
async function heroRun() {
  const load = walkthroughs[heroLesson];
  if (load === undefined) throw new Error(`There is no lesson “${heroLesson}”.`);
  const { beats, lanes } = sceneOfLesson(await load(), []);
  const rows = heroRows.map(({ beat: key, label, caption }): HeroBeat => {
    const index = beats.findIndex((beat) => beat.key === key);
    const beat = beats[index];
    if (beat === undefined) throw new Error(`“${heroLesson}” has no beat “${key}”.`);
    return { beat: { ...beat, label, checks: [] }, caption, href: `/learn/${heroLesson}?s=${index + 1}` };
  });
  const idToken = beats.flatMap((beat) => beat.carries).find((chip) => chip.kind === 'id')?.token ?? '';
  return { lanes, rows, token: (await signSealed(idToken)).split('.')[1] ?? '' };
}
