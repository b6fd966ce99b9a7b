'use client';

import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '@/app/_components/icon';
import type { ResourceDiff } from '@/lib/report/difference';
import type { FixView } from '@/lib/report/view';

/** The fix as a diff and in the words of each tool. */
export function FixTabs({ fix }: { readonly fix: FixView }) {
  const tabs = [{ tool: 'Diff', text: '' }, ...fix.texts.filter(({ text }) => text !== '')];
  const [open, setOpen] = useState(0);
  const [copied, setCopied] = useState(false);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const text = open === 0 ? plainDiff(fix.diffs) : (tabs[open]?.text ?? '');
  const choose = (index: number): void => {
    setOpen(index);
    setCopied(false);
    list.current?.querySelectorAll('button')[index]?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    choose((open + step + tabs.length) % tabs.length);
  };
  return (
    <div className="fixtabs">
      <div className="fixbar">
        <div className="tabs tabs-s" role="tablist" aria-label="The fix, as" ref={list} onKeyDown={onKey}>
          {tabs.map(({ tool }, index) => (
            <button
              key={tool}
              type="button"
              role="tab"
              id={`${id}-${index}`}
              aria-selected={index === open}
              aria-controls={`${id}-panel`}
              tabIndex={index === open ? 0 : -1}
              onClick={() => choose(index)}
            >
              {tool}
            </button>
          ))}
        </div>
        <button className="btn btn-quiet needs-js" type="button" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          <Icon name="copy" />
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${open}`}>
        {open === 0 ? <Diff diffs={fix.diffs} /> : <pre className="code" tabIndex={0}>{text}</pre>}
      </div>
    </div>
  );
}

/** Changed resources, line by line. */
export function Diff({ diffs }: { readonly diffs: readonly ResourceDiff[] }) {
  return (
    <pre className="code diff" tabIndex={0}>
      {diffs.map((diff) => (
        <span key={diff.title}>
          <span className="dh">{diff.title}</span>
          {diff.hunks.map((lines, hunk) =>
            lines.map(({ kind, text }, index) => {
              const key = `${hunk}-${index}`;
              if (kind === 'new') return <ins key={key}>{`+ ${text}`}</ins>;
              if (kind === 'gone') return <del key={key}>{`- ${text}`}</del>;
              return <span key={key} className="same">{`  ${text}`}</span>;
            }),
          )}
        </span>
      ))}
    </pre>
  );
}

const signs = { new: '+ ', gone: '- ', same: '  ' } as const;

function plainDiff(diffs: readonly ResourceDiff[]): string {
  return diffs.map(({ title, hunks }) => [title, ...hunks.flat().map(({ kind, text }) => signs[kind] + text)].join('\n')).join('\n\n');
}
