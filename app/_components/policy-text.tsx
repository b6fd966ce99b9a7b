import type { Span } from '@/lib/iam/policy';

/** A policy's text as it was written, with one part of it lit. */
export function PolicyText({ text, lit }: { readonly text: string; readonly lit?: Span }) {
  return (
    <pre className="code" tabIndex={0}>
      {lit === undefined ? (
        text
      ) : (
        <>
          {text.slice(0, lit.start)}
          <mark className="lit-text">{text.slice(lit.start, lit.end)}</mark>
          {text.slice(lit.end)}
        </>
      )}
    </pre>
  );
}
