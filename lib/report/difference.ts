import { structuredPatch } from 'diff';
import type { Change } from '../audit/verdict';

export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
}

/** One changed resource as lines to read, with three lines of context around each change. */
export interface ResourceDiff {
  readonly title: string;
  /** Groups of neighbouring lines. */
  readonly hunks: readonly (readonly DiffLine[])[];
}

/** A change of a resource, line by line. Policies are shown as JSON, whatever form they were read in. */
export function differenceOf({ resource, before, after }: Change): ResourceDiff {
  const patch = structuredPatch('', '', linesOf(before), linesOf(after), '', '', { context: 3 });
  const hunks = patch.hunks.map((hunk) =>
    hunk.lines.filter((line) => !line.startsWith('\\')).map((line): DiffLine => ({ kind: kinds[line[0] as '+' | '-' | ' '] ?? 'same', text: line.slice(1) })),
  );
  return { title: `${resource.type.replace(/^AWS::/, '').replace('::', ' ')} ${shortId(resource.id)}`, hunks };
}

const kinds = { '+': 'new', '-': 'gone', ' ': 'same' } as const;

function shortId(id: string): string {
  return id.startsWith('arn:') ? id.slice(id.lastIndexOf('/') + 1) : id;
}

function linesOf(resource: object | undefined): string {
  return resource === undefined ? '' : `${JSON.stringify(readable(resource), null, 2)}\n`;
}

/** Policy documents may be recorded as JSON text, even URL-encoded: nobody can read a diff of that. */
function readable(value: unknown): unknown {
  if (typeof value === 'string') return documentIn(value) ?? value;
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}

function documentIn(text: string): unknown {
  if (!text.startsWith('{') && !text.startsWith('%7B')) return undefined;
  try {
    return JSON.parse(text.startsWith('%') ? decodeURIComponent(text) : text);
  } catch {
    return undefined;
  }
}
