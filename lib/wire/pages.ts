import type { WireResponse } from './message';

/** A field of a form: hidden, or shown under its label. */
export interface Field {
  readonly name: string;
  readonly value?: string;
  readonly label?: string;
  readonly type?: 'text' | 'password';
  readonly required?: boolean;
}

/** A plain page of the hosted UI. All text is escaped here; nothing of an account reaches the browser as markup. */
export interface Page {
  readonly title: string;
  readonly says: string;
  readonly form?: { readonly action: string; readonly fields: readonly Field[]; readonly button: string };
  readonly links?: readonly { readonly href: string; readonly text: string }[];
}

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:24rem;margin:10vh auto;padding:0 1rem}label{display:block;margin:.8rem 0}' +
  'input{font:inherit;width:100%;box-sizing:border-box;padding:.4rem}button{font:inherit;padding:.4rem 1.2rem}';

export function page(status: number, { title, says, form, links = [] }: Page): WireResponse {
  const body = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(title)}</title><style>${style}</style></head><body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(says)}</p>`,
    ...(form === undefined ? [] : [`<form method="post" action="${escapeHtml(form.action)}">`, ...form.fields.map(field), `<button>${escapeHtml(form.button)}</button></form>`]),
    ...links.map(({ href, text }) => `<p><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>`),
    '<p><small>Emulated by Lifeguard; no page of AWS’s.</small></p></main></body></html>',
  ].join('');
  return { status, headers, body };
}

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  // Not no-referrer: the browser would then hide the form's own origin from us, which we ask for.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

function field({ name, value = '', label, type = 'text', required = true }: Field): string {
  const input = `<input name="${escapeHtml(name)}" value="${escapeHtml(value)}"`;
  if (label === undefined) return `${input} type="hidden">`;
  return `<label>${escapeHtml(label)} ${input} type="${type}"${required ? ' required' : ''}></label>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
