import { Icon } from '@/app/_components/icon';
import { RichText } from '@/app/_components/rich-text';
import { VerdictMark } from '@/app/_components/verdict-mark';
import type { Prediction } from '@/content/walkthroughs/walkthrough';
import type { Player } from './use-player';

/** A question at this step: one tap, never in the way. Afterwards, what was right and what a wrong choice mistook. */
export function Question({ player, question }: { readonly player: Player; readonly question: Prediction }) {
  const { answers, answer, go, index } = player;
  const chosen = answers[question.id];
  const answered = chosen !== undefined && chosen >= 0;
  const right = question.options.findIndex((option) => option.right === true);
  if (chosen === -1) return null;
  return (
    <section className="predict" aria-labelledby={`ask-${question.id}`}>
      <h2 id={`ask-${question.id}`}>
        {answered ? question.ask : `Before you continue: ${lowerFirst(question.ask)}`}
      </h2>
      <div className="ph">
        <p>
          <RichText text={question.context} />
        </p>
        {answered ? null : (
          <button className="btn btn-quiet" type="button" onClick={() => answer(question.id, -1)}>
            Skip
          </button>
        )}
      </div>
      {answered ? (
        <div className="feedback" role="status">
          {chosen === right ? null : <Feedback question={question} option={chosen} right={false} />}
          <Feedback question={question} option={right} right />
          <button className="btn btn-ink" type="button" onClick={() => go(index + 1, { animate: true })}>
            Next step <Icon name="next" />
          </button>
        </div>
      ) : (
        <ul>
          {question.options.map((option, place) => (
            <li key={option.text}>
              <button type="button" className="opt" onClick={() => answer(question.id, place)}>
                <kbd aria-hidden="true">{'ABCDE'[place]}</kbd>
                <span>{option.text}</span>
                {option.code === undefined ? null : <code>{option.code}</code>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Feedback({ question, option, right }: { readonly question: Prediction; readonly option: number; readonly right: boolean }) {
  const { text, feedback } = question.options[option] ?? { text: '', feedback: '' };
  return (
    <p className={right ? 'fb fb-right' : 'fb'}>
      <VerdictMark kind={right ? 'match' : 'skip'} />
      <span>
        <b>{text}.</b> <RichText text={feedback} />
      </span>
    </p>
  );
}

/** The question follows a colon. Names keep their capital. */
function lowerFirst(text: string): string {
  return /^(Ana|Ben|S3|STS|IAM|AWS|Amplify|GetId)\b/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
