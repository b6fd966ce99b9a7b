import type { AwsError } from '../engine/refusal';
import type { Presented } from '../wire/present';

/** The refusal in an answer, in the words in which it came; undefined when the answer is none. */
export function refusalIn({ response }: Presented): AwsError | undefined {
  const { status, body, language } = response;
  if (status < 400) return undefined;
  const [code, message] = language === 'xml' ? [elementIn(body, 'Code'), elementIn(body, 'Message')] : language === 'json' ? inJson(body) : [];
  return { code: code ?? `HTTP ${status}`, message: message ?? '', status, wording: 'observed' };
}

function inJson(body: string): readonly (string | undefined)[] {
  const { __type, message, Message } = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const text = message ?? Message;
  return [typeof __type === 'string' ? __type.slice(__type.indexOf('#') + 1) : undefined, typeof text === 'string' ? text : undefined];
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&#39;': "'", '&#34;': '"', '&amp;': '&' };

function elementIn(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(/&(?:lt|gt|quot|apos|#39|#34|amp);/g, (entity) => entities[entity] as string);
}
