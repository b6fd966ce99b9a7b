import { describe, expect, it } from 'vitest';
import { type Visit, refusal } from './gate';

const port = 3000;
const own = { host: '127.0.0.1:3000' };

const visit = (changes: Partial<Visit> = {}): Visit => ({ method: 'GET', path: '/', headers: own, ...changes });

describe('the Host header', () => {
  it.each(['127.0.0.1:3000', 'localhost:3000', 'LOCALHOST:3000', '[::1]:3000'])('%s is this server', (host) => {
    expect(refusal(visit({ headers: { host } }), port)).toBeUndefined();
  });

  it.each(['evil.example:3000', 'evil.example', 'localhost', 'localhost:3001', '127.0.0.1', 'localhost:3000.evil.example', 'x.localhost:3000', ''])(
    '%s is not, even for the emulator',
    (host) => {
      expect(refusal(visit({ headers: { host } }), port)).toContain(`not as “${host}”`);
      expect(refusal(visit({ path: '/aws', headers: { host } }), port)).toContain(`not as “${host}”`);
    },
  );

  it('must be there', () => {
    expect(refusal(visit({ headers: {} }), port)).toBeDefined();
  });

  it('may leave out port 80, which the scheme implies', () => {
    expect(refusal(visit({ headers: { host: 'localhost' } }), 80)).toBeUndefined();
    expect(refusal(visit({ headers: { host: 'evil.example' } }), 80)).toBeDefined();
  });
});

describe('another origin', () => {
  const foreign = { ...own, origin: 'https://evil.example' };

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'GET'])('is refused a %s', (method) => {
    expect(refusal(visit({ method, path: '/api/audit', headers: foreign }), port)).toContain('not from https://evil.example');
  });

  it.each(['null', 'http://localhost:3000', 'http://127.0.0.1:3001', 'https://127.0.0.1:3000'])('is whatever is not exactly ours: %s', (origin) => {
    expect(refusal(visit({ method: 'POST', headers: { ...own, origin } }), port)).toBeDefined();
  });

  it.each(['cross-site', 'same-site'])('shows in Sec-Fetch-Site too: %s', (site) => {
    expect(refusal(visit({ headers: { ...own, 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' } }), port)).toContain('another site');
  });

  it('may link to a page, but not send a form to one', () => {
    const link = { ...own, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(refusal(visit({ path: '/learn', headers: link }), port)).toBeUndefined();
    expect(refusal(visit({ method: 'POST', path: '/learn', headers: link }), port)).toBeDefined();
  });

  it.each(['/aws', '/aws/', '/aws/bucket/key', '/aws?Action=AssumeRole'])('may call the emulator at %s', (path) => {
    expect(refusal(visit({ method: 'POST', path, headers: foreign }), port)).toBeUndefined();
  });

  it.each(['/awsome', '/api/aws', '//aws', '/AWS'])('may not call %s, which is not the emulator', (path) => {
    expect(refusal(visit({ method: 'POST', path, headers: foreign }), port)).toBeDefined();
  });
});

describe('our own pages and programs', () => {
  it('may do what they like', () => {
    const ours = { ...own, origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' };
    expect(refusal(visit({ method: 'POST', path: '/api/audit', headers: ours }), port)).toBeUndefined();
    expect(refusal(visit({ method: 'POST', path: '/api/audit', headers: own }), port)).toBeUndefined();
    expect(refusal(visit({ headers: { ...own, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' } }), port)).toBeUndefined();
  });
});
