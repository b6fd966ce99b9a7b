import { useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { coreCatalogue } from '@/lib/iam/catalogue/catalogue';
import { completionsAt, type Completion, type Completions, type Vocabulary } from '@/lib/iam/complete';
import { lintPolicy } from '@/lib/iam/lint';
import type { PolicyKind } from '@/lib/iam/lint-context';
import { parsePolicy } from '@/lib/iam/parse';
import type { PolicyFinding } from '@/lib/iam/policy';

/**
 * A policy as text: what is questionable is marked where it stands and listed below, and what may be meant is offered while it is
 * being typed. It is a plain text area, so everything that one is used to works; nothing is loaded but this.
 */
export function PolicyEditor({
  label,
  text,
  kind,
  vocabulary,
  onText,
}: {
  readonly label: string;
  readonly text: string;
  readonly kind: PolicyKind;
  readonly vocabulary: Vocabulary;
  onText(text: string): void;
}) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<number | undefined>(undefined);
  const [offered, setOffered] = useState<Completions>();
  const [chosen, setChosen] = useState(0);
  const findings = useMemo(() => findingsIn(text, kind), [kind, text]);

  // React puts the caret at the end when a value is replaced.
  useLayoutEffect(() => {
    if (caret.current === undefined) return;
    area.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [text]);

  const offer = (typed: string, at: number): void => {
    setOffered(completionsAt(typed, at, vocabulary));
    setChosen(0);
  };
  const take = (completion: Completion): void => {
    if (offered === undefined) return;
    const { start, end } = offered.span;
    const next = text.slice(0, start) + completion.text + text.slice(end);
    caret.current = start + completion.text.length;
    setOffered(undefined);
    onText(next);
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      offer(text, area.current?.selectionStart ?? 0);
      return;
    }
    if (offered === undefined) return;
    const count = offered.options.length;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => setChosen((chosen + 1) % count),
      ArrowUp: () => setChosen((chosen - 1 + count) % count),
      Enter: () => take(offered.options[chosen] as Completion),
      Tab: () => take(offered.options[chosen] as Completion),
      Escape: () => setOffered(undefined),
    };
    const move = event.shiftKey ? undefined : moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };

  return (
    <div className="policy-editor">
      <div className="policy-paper">
        <Backdrop text={text} findings={findings} caret={offered?.span.start}>
          {offered === undefined ? null : <Offers id={`${id}-offers`} offered={offered} chosen={chosen} onTake={take} />}
        </Backdrop>
        <textarea
          ref={area}
          aria-label={label}
          aria-describedby={`${id}-lint`}
          aria-autocomplete="list"
          aria-controls={offered === undefined ? undefined : `${id}-offers`}
          aria-activedescendant={offered === undefined ? undefined : `${id}-offers-${chosen}`}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          wrap="soft"
          value={text}
          onChange={(event) => {
            onText(event.target.value);
            offer(event.target.value, event.target.selectionStart);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => setOffered(undefined)}
          onClick={() => setOffered(undefined)}
        />
      </div>
      <p className="sr" role="status">
        {offered === undefined ? '' : `${offered.options.length} to choose from. Now ${offered.options[chosen]?.text}. Arrows choose, Enter takes, Escape closes.`}
      </p>
      <Findings
        id={`${id}-lint`}
        text={text}
        findings={findings}
        onGo={({ span }) => {
          area.current?.focus();
          area.current?.setSelectionRange(span.start, span.end);
        }}
      />
    </div>
  );
}

/** The same text behind the text area: it gives the height, the marks under what is questionable, and the place of what is offered. */
function Backdrop({ text, findings, caret, children }: { readonly text: string; readonly findings: readonly PolicyFinding[]; readonly caret: number | undefined; readonly children: React.ReactNode }) {
  const marked = findings.filter((one) => one.span.end > one.span.start && one.level !== 'note');
  const edges = [...new Set([0, text.length, ...(caret === undefined ? [] : [caret]), ...marked.flatMap(({ span }) => [span.start, span.end])])].filter((edge) => edge <= text.length).sort((a, b) => a - b);
  return (
    <div className="policy-ground">
      {edges.map((edge, index) => {
        const part = text.slice(edge, edges[index + 1] ?? text.length);
        const finding = marked.find(({ span }) => span.start <= edge && edge < span.end);
        return (
          <span key={edge} className={finding === undefined ? undefined : `lint-${finding.level}`}>
            {edge === caret ? <span className="policy-caret">{children}</span> : null}
            <span aria-hidden="true">{part}</span>
          </span>
        );
      })}
      {'\n'}
    </div>
  );
}

function Offers({ id, offered, chosen, onTake }: { readonly id: string; readonly offered: Completions; readonly chosen: number; onTake(completion: Completion): void }) {
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <ul ref={list} id={id} className="offers" role="listbox" aria-label="Completions">
      {offered.options.map((one, index) => (
        <li
          key={one.text}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(one);
          }}
        >
          <code>{one.text}</code>
          {one.detail === undefined ? null : <span>{one.detail}</span>}
        </li>
      ))}
    </ul>
  );
}

const levels: Readonly<Record<PolicyFinding['level'], string>> = { error: 'Error', warning: 'Warning', note: 'Note' };

function Findings({ id, text, findings, onGo }: { readonly id: string; readonly text: string; readonly findings: readonly PolicyFinding[]; onGo(finding: PolicyFinding): void }) {
  return (
    <ul id={id} className="findings-list">
      {findings.length === 0 ? <li>{text.trim() === '' ? 'No policy.' : 'Nothing questionable.'}</li> : null}
      {findings.map((one, index) => (
        <li key={index} className={`finding-${one.level}`}>
          <button type="button" className="linklike" onClick={() => onGo(one)}>
            Line {text.slice(0, one.span.start).split('\n').length}
          </button>{' '}
          <b>{levels[one.level]}.</b> {one.message}
        </li>
      ))}
    </ul>
  );
}

/** What the parser and the linter say, once each, in the order of the text. */
function findingsIn(text: string, kind: PolicyKind): readonly PolicyFinding[] {
  if (text.trim() === '') return [];
  const { policy, findings } = parsePolicy(text);
  return [...findings, ...lintPolicy(policy, { kind, attachedTo: 'role', catalogue: coreCatalogue })].sort((a, b) => a.span.start - b.span.start);
}
