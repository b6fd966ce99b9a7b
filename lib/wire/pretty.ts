import type { Language } from './drafted-request';

/** A body laid out for reading. What cannot be read comes back as it is. */
export function pretty(body: string, language: Language): string {
  if (body === '') return '';
  if (language === 'json') return prettyJson(body);
  if (language === 'form') return body.split('&').join('\n&');
  return language === 'xml' ? prettyXml(body) : body;
}

function prettyJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** One element a line, indented; an element that holds text stays on one line. */
function prettyXml(body: string): string {
  const lines: string[] = [];
  let depth = 0;
  for (const [line] of body.matchAll(/<\?[^>]*\?>|<([\w:]+)[^>]*>[^<]*<\/\1>|<[^>]*\/>|<\/[^>]*>|<[^>]*>|[^<\s][^<]*/g)) {
    if (line.startsWith('</')) depth--;
    lines.push(`${'  '.repeat(depth)}${line}`);
    if (/^<[\w:][^>]*[^/]?>$/.test(line) && !line.endsWith('/>')) depth++;
  }
  return lines.join('\n');
}
