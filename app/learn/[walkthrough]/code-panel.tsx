import { useEffect, useRef, useState } from 'react';
import { Icon } from '@/app/_components/icon';
import type { Program } from '@/lib/wire/code/program';
import type { Player } from './use-player';

const languages = [
  ['sdk', 'SDK v3'],
  ['amplify', 'Amplify v6'],
  ['amplifyV5', 'Amplify v5'],
  ['boto3', 'boto3'],
  ['cli', 'AWS CLI'],
  ['http', 'HTTP'],
] as const;

type LanguageId = (typeof languages)[number][0];

/** The run in one language; a lesson writes its Amplify by hand, and few have that of version 5. */
function programIn(language: LanguageId, { run, lesson }: Player): Program {
  if (language === 'amplify') return { file: 'app.ts', segments: lesson.amplify };
  if (language === 'amplifyV5') return { file: 'app.ts', segments: lesson.amplifyV5 ?? [] };
  return run.programs[language];
}

/** Remembered while the page is open, so that it stays when the tab is left and found again. */
let lastLanguage: LanguageId = 'sdk';

/** The run as a program, with the lines of this step lit. */
export function CodePanel({ player }: { readonly player: Player }) {
  const { lesson, beat } = player;
  const [chosen, setLanguage] = useState<LanguageId>(lastLanguage);
  const language = chosen === 'amplifyV5' && lesson.amplifyV5 === undefined ? 'amplify' : chosen;
  const [copied, setCopied] = useState(false);
  const offered = languages.filter(([id]) => id !== 'amplifyV5' || lesson.amplifyV5 !== undefined);
  const program = programIn(language, player);
  const step = beat.step.split('/')[0] as string;
  const lit = program.segments.filter((segment) => beat.kind !== 'local' && segment.steps.includes(step));
  const shared = lit.find((segment) => segment.steps.length > 1);
  const first = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const line = first.current;
    line?.closest('.panels')?.scrollTo({ top: line.offsetTop - 48 });
  }, [beat.key, language]);
  const choose = (id: LanguageId): void => {
    lastLanguage = id;
    setLanguage(id);
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(program.segments.map((segment) => segment.text).join('\n'));
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <>
      <div className="langs" role="group" aria-label="Language">
        {offered.map(([id, name]) => (
          <button key={id} type="button" aria-pressed={id === language} onClick={() => choose(id)}>
            {name}
          </button>
        ))}
      </div>
      <div className="codebar">
        <span>{program.file}</span>
        <button className="btn btn-quiet" type="button" onClick={() => void copy()}>
          <Icon name="copy" className="i-s" />
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
      <pre className="code" tabIndex={0}>
        {program.segments.map((segment, index) => (
          <span key={index} ref={segment === lit[0] ? first : undefined} className={lit.includes(segment) ? 'hib' : undefined}>
            {segment.text}
            {lit.includes(segment) ? null : '\n'}
          </span>
        ))}
      </pre>
      <p className="order">
        {lit.length > 0 ? 'Lit lines make this step.' : 'No line of the program makes this step.'}
        {beat.hidden ? ' AWS does it inside the call that is lit.' : ''}
        {shared === undefined ? '' : ` The lit function makes ${shared.steps.length} calls of this run.`}
      </p>
    </>
  );
}
