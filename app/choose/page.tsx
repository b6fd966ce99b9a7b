import type { Metadata } from 'next';
import Link from 'next/link';
import { chooserEndings, chooserQuestions, firstQuestion } from '@/content/chooser';
import { chooserMermaid } from '@/content/chooser-mermaid';
import { walkthroughs } from '@/content/walkthroughs/index';
import { Foot } from '../_components/foot';
import { RichText } from '../_components/rich-text';
import { TopBar } from '../_components/top-bar';
import '../_styles/reference.css';
import '../_styles/choose.css';
import { TreeDrawing } from './tree-drawing';

export const metadata: Metadata = { title: 'Which pool do I need?', description: 'A few questions that end in what to set up, and in the walkthrough that shows it running.' };

const questions = [...chooserQuestions].sort((a, b) => Number(b.slug === firstQuestion) - Number(a.slug === firstQuestion));

export default async function Page() {
  const lessons = new Map(await Promise.all(Object.entries(walkthroughs).map(async ([slug, load]) => [slug, await load()] as const)));
  return (
    <>
      <TopBar section="learn" />
      <main id="main" className="ref choose">
        <h1>Which pool do I need?</h1>
        <p className="lead">Answer from the top. Each answer leads on, and each way ends in what to set up and in a walkthrough that runs it.</p>
        <div className="choose-steps">
          {questions.map(({ slug, ask, help, choices }) => (
            <section key={slug} id={slug} className="choose-step" aria-labelledby={`${slug}-ask`}>
              <h2 id={`${slug}-ask`}>{ask}</h2>
              {help === undefined ? null : <p>{help}</p>}
              <ul>
                {choices.map(({ text, leadsTo }) => (
                  <li key={leadsTo}>
                    <a className="btn" href={`#${leadsTo}`}>
                      {text}
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {chooserEndings.map(({ slug, title, needs, explain, lessons: shown }) => (
            <section key={slug} id={slug} className="choose-step choose-ending" aria-labelledby={`${slug}-title`}>
              <h2 id={`${slug}-title`}>{title}</h2>
              <p className="choose-needs">You set up: {needs.join(', then ')}.</p>
              <p className="teach">
                <RichText text={explain} />
              </p>
              <ul className="choose-lessons">
                {shown.map((lesson) => (
                  <li key={lesson}>
                    <Link href={`/learn/${lesson}`} prefetch={false}>
                      {lessons.get(lesson)?.number}. {lessons.get(lesson)?.title}
                    </Link>
                  </li>
                ))}
              </ul>
              <a href={`#${firstQuestion}`}>From the beginning</a>
            </section>
          ))}
        </div>
        <TreeDrawing text={chooserMermaid()} />
      </main>
      <Foot />
    </>
  );
}
