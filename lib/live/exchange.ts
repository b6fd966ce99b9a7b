import type { Language } from '../wire/drafted-request';
import type { Header, Presented } from '../wire/present';
import { pretty } from '../wire/pretty';
import { secretsIn } from '../wire/secrets';

/** A request as it left, and its answer as it came. */
export interface Travelled {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** What a person can read of it. */
  readonly responseBody: string;
}

/** The exchange, laid out for reading. What the learner typed in secret is gone from it for good. */
export function presentedOf(travelled: Travelled, typed: ReadonlySet<string>): Presented {
  const url = new URL(travelled.url);
  const requestLanguage = languageOf(travelled.requestHeaders, travelled.requestBody);
  const responseLanguage = languageOf(travelled.responseHeaders, travelled.responseBody);
  const requestBody = requestLanguage === 'json' ? JSON.stringify(withoutTyped(JSON.parse(travelled.requestBody), typed)) : travelled.requestBody;
  return {
    request: {
      method: travelled.method,
      host: url.host,
      path: `${url.pathname}${url.search}`,
      headers: headersOf(travelled.requestHeaders),
      body: pretty(requestBody, requestLanguage),
      language: requestLanguage,
    },
    response: {
      status: travelled.status,
      headers: headersOf(travelled.responseHeaders),
      body: pretty(travelled.responseBody, responseLanguage),
      language: responseLanguage,
    },
    secrets: secretsIn({ request: fieldsOf(requestBody, requestLanguage), response: fieldsOf(travelled.responseBody, responseLanguage), headers: travelled.requestHeaders }),
  };
}

/** What stands where something was that is hidden, or gone. */
export const dots = '••••••••';

/** A value without any of these texts in it. */
export function withoutTyped(value: unknown, typed: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return typed.has(value) ? dots : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => withoutTyped(inner, typed));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withoutTyped(inner, typed)]));
}

/** The exchange with every token, key and signature hidden, as it is shown until somebody asks. */
export function masked(presented: Presented): Presented {
  const hide = (text: string): string => {
    let shown = text.replace(/Signature=[0-9a-f]+/g, `Signature=${dots}`);
    for (const { value } of presented.secrets) {
      if (value === dots) continue;
      const mask = `${dots} (${value.length.toLocaleString('en')} characters)`;
      for (const form of new Set([value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), value.replaceAll('"', '&quot;')])) shown = shown.replaceAll(form, mask);
    }
    return shown;
  };
  const { request, response } = presented;
  return {
    request: { ...request, path: hide(request.path), headers: request.headers.map(([name, value]) => [name, hide(value)]), body: hide(request.body) },
    response: { ...response, headers: response.headers.map(([name, value]) => [name, hide(value)]), body: hide(response.body) },
    secrets: [],
  };
}

function headersOf(headers: Readonly<Record<string, string>>): readonly Header[] {
  return Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
}

function languageOf(headers: Readonly<Record<string, string>>, body: string): Language {
  const type = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  if (type.includes('form-urlencoded')) return 'form';
  if (type.includes('xml') || body.startsWith('<?xml')) return 'xml';
  return isJson(body) ? 'json' : 'text';
}

function isJson(body: string): boolean {
  try {
    return typeof JSON.parse(body) === 'object';
  } catch {
    return false;
  }
}

/** A body's fields by their names, as far as secrets are to be found in it. */
function fieldsOf(body: string, language: Language): unknown {
  if (language === 'json') return JSON.parse(body);
  if (language === 'form') return Object.fromEntries(new URLSearchParams(body));
  if (language === 'xml') return Object.fromEntries([...body.matchAll(/<(\w+)>([^<]+)<\/\1>/g)].map(([, name, text]) => [name, text]));
  return {};
}
