import { Icon } from '@/app/_components/icon';

const offered = [
  ['html', 'HTML'],
  ['json', 'JSON'],
  ['sarif', 'SARIF'],
  ['markdown', 'Markdown'],
] as const;

/** Links that save a report in other forms. */
export function Exports({ run }: { readonly run: string }) {
  return offered.map(([format, name]) => (
    <a key={format} className="btn" href={`/api/audit/${run}/${format}`} download>
      <Icon name="download" className="i-s" />
      {name}
    </a>
  ));
}
