import { useEffect, useRef, useState, type FormEvent } from 'react';
import type { Question } from '@/lib/live/challenge';
import type { Typed } from '@/lib/live/lane';

/** A challenge of the user pool's, put to the learner. What is typed is sent and not kept. */
export function QuestionForm({ question, onAnswer }: { readonly question: Question; onAnswer(typed: Typed, choice?: string): void }) {
  const form = useRef<HTMLFormElement>(null);
  const [choice, setChoice] = useState(question.choices[0]?.value);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const typed = Object.fromEntries([...new FormData(event.currentTarget)].filter(([name]) => name !== 'choice').map(([name, value]) => [name, String(value)]));
    event.currentTarget.reset();
    onAnswer(typed, choice);
  };
  return (
    <form ref={form} className="live-question" method="post" autoComplete="off" onSubmit={send} aria-labelledby="live-question">
      <h3 id="live-question">{question.asks}</h3>
      <p>
        <code>{question.challenge}</code>
      </p>
      {question.choices.length === 0 ? null : (
        <fieldset className="live-choices">
          <legend className="sr">{question.asks}</legend>
          {question.choices.map(({ value, name }) => (
            <label key={value}>
              <input type="radio" name="choice" value={value} checked={value === choice} onChange={() => setChoice(value)} />
              <span>{name}</span>
            </label>
          ))}
        </fieldset>
      )}
      {question.fields
        .filter((field) => field.with === undefined || field.with.includes(choice ?? ''))
        .map(({ name, label, kind }) => (
          <label key={name} className="live-field">
            <span>{label}</span>
            <input
              name={name}
              type={kind === 'password' ? 'password' : 'text'}
              required
              autoComplete={kind === 'code' ? 'one-time-code' : 'off'}
              inputMode={kind === 'code' ? 'numeric' : undefined}
              spellCheck={false}
              autoCapitalize="none"
            />
          </label>
        ))}
      <div className="live-buttons">
        <button className="btn btn-ink" type="submit">
          Answer
        </button>
      </div>
    </form>
  );
}
