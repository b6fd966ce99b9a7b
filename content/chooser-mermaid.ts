import { escapeMermaid } from '../lib/stage/mermaid';
import { chooserEndings, chooserQuestions } from './chooser';

/** The whole tree as a Mermaid flowchart. */
export function chooserMermaid(): string {
  const node = (slug: string): string => slug.replaceAll('-', '_');
  const label = (text: string): string => `"${escapeMermaid(text).replaceAll('"', '#quot;')}"`;
  return [
    'flowchart LR',
    '  accTitle: Which pool do I need?',
    ...chooserQuestions.map(({ slug, ask }) => `  ${node(slug)}{{${label(ask)}}}`),
    ...chooserEndings.map(({ slug, title }) => `  ${node(slug)}[${label(title)}]`),
    ...chooserQuestions.flatMap(({ slug, choices }) => choices.map(({ text, leadsTo }) => `  ${node(slug)} -->|${label(text)}| ${node(leadsTo)}`)),
    '',
  ].join('\n');
}
