import type { MarkKind } from '@/app/_components/verdict-mark';
import type { AttemptView } from './view';

/** How an attempt went, in a sentence; whether that is right is said by its mark and its place. */
export function says({ kind, outcome }: Pick<AttemptView, 'kind' | 'outcome'>): string {
  switch (outcome.kind) {
    case 'works':
      return kind === 'use' ? 'It does.' : 'It works.';
    case 'fails':
      return kind === 'use' ? `It does not. ${outcome.says}` : `It does not work. ${outcome.says}`;
    case 'unknown':
      return `Nobody can tell here: ${outcome.what}.`;
  }
}

export function marks({ asWanted, outcome }: Pick<AttemptView, 'asWanted' | 'outcome'>): MarkKind {
  if (outcome.kind === 'unknown') return 'skip';
  return asWanted ? 'ok' : 'no';
}
