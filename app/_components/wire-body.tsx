import { decodeToken } from '@/lib/engine/token';
import type { Presented } from '@/lib/wire/present';

/** The beginning of a text that is too long to read. */
export function shortened(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

interface Props {
  readonly body: string;
  readonly language: Presented['request']['language'];
  /** Masked unless `whole`. */
  readonly secrets: Presented['secrets'];
  readonly whole: boolean;
  /** Paths that are not as in the run that this one is compared with. */
  readonly changed?: readonly string[];
}

/** A body as it travels, laid out for reading: tokens in their colour, secrets and long values cut short. */
export function WireBody({ body, language, secrets, whole, changed = [] }: Props) {
  if (body === '') return null;
  if (language !== 'json') return <>{`\n${whole ? body : maskedText(body, secrets)}`}</>;
  return (
    <>
      {'\n'}
      {linesOf(JSON.parse(body) as unknown, { secrets: new Set(secrets.map((secret) => secret.value)), whole, changed }).map((line, index) => (
        <Line key={index} {...line} />
      ))}
    </>
  );
}

interface LineOfJson {
  readonly indent: number;
  readonly field?: string;
  readonly text: string;
  readonly tone?: string;
  readonly comma: boolean;
  readonly changed: boolean;
}

function Line({ indent, field, text, tone, comma, changed }: LineOfJson) {
  return (
    <span className={changed ? 'hib' : undefined}>
      {'  '.repeat(indent)}
      {field === undefined ? null : <span className={changed ? 'bad' : undefined}>{JSON.stringify(field)}: </span>}
      {tone === undefined ? text : <span className={`token-text of-${tone}`}>{text}</span>}
      {comma ? ',' : ''}
      {changed ? '' : '\n'}
    </span>
  );
}

interface Options {
  readonly secrets: ReadonlySet<string>;
  readonly whole: boolean;
  readonly changed: readonly string[];
}

function linesOf(value: unknown, options: Options, indent = 0, field?: string, path = '', comma = false): readonly LineOfJson[] {
  const changed = path !== '' && options.changed.includes(path);
  if (typeof value !== 'object' || value === null) return [{ indent, field, ...leaf(value, options), comma, changed }];
  const entries = Object.entries(value);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return [{ indent, field, text: `${open}${close}`, comma, changed }];
  return [
    { indent, field, text: open, comma: false, changed: false },
    ...entries.flatMap(([name, inner], index) =>
      linesOf(inner, options, indent + 1, Array.isArray(value) ? undefined : name, path === '' ? name : `${path}.${name}`, index < entries.length - 1),
    ),
    { indent, text: close, comma, changed: false },
  ];
}

function leaf(value: unknown, { secrets, whole }: Options): Pick<LineOfJson, 'text' | 'tone'> {
  if (typeof value !== 'string') return { text: JSON.stringify(value) };
  const claims = value.startsWith('ey') ? decodeToken(value)?.claims : undefined;
  const length = claims !== undefined ? 30 : secrets.has(value) ? 12 : 72;
  const text = JSON.stringify(whole ? value : shortened(value, length));
  if (claims === undefined) return { text };
  return { text, tone: claims.token_use === 'access' ? 'access' : claims.token_use === 'id' ? 'id' : 'openid' };
}

/** Forms and XML: secrets by their text, then whatever is long. */
function maskedText(body: string, secrets: Presented['secrets']): string {
  let text = body;
  for (const { value } of secrets) {
    if (value.length < 4) continue;
    for (const form of new Set([value, encodeURIComponent(value), value.replaceAll('"', '&quot;')])) text = text.replaceAll(form, shortened(form, 24));
  }
  return text
    .split('\n')
    .map((line) => shortened(line, 160))
    .join('\n');
}
