import Link from 'next/link';
import { Fragment } from 'react';
import { parseMarkup, type Markup } from '@/lib/stage/markup';
import { Term } from './term';

/** Text from the engine, which may name things of the account: only `code` is marked up in it. */
export function CodeText({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>));
}

/** A sentence in the lessons' light markup. */
export function RichText({ text }: { readonly text: string }) {
  return parseMarkup(text).map((part, index) => <Fragment key={index}>{partOf(part)}</Fragment>);
}

function partOf(part: Markup) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code>{part.text}</code>;
    case 'strong':
      return <b>{part.text}</b>;
    case 'who':
    case 'may':
    case 'refused':
      return <b className={`c-${part.kind}`}>{part.text}</b>;
    case 'term':
      return <Term slug={part.term}>{part.text}</Term>;
    case 'link':
      return part.href.startsWith('/') ? (
        <Link href={part.href} prefetch={false}>
          {part.text}
        </Link>
      ) : (
        <a href={part.href} rel="noreferrer">
          {part.text}
        </a>
      );
  }
}
