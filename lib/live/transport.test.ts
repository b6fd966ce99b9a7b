import { describe, expect, test, vi } from 'vitest';
import { masked } from './exchange';
import { planOf } from './filled-in.testing';
import { hostsOf } from './hosts';
import { refusalIn } from './refusal';
import { Transport } from './transport';
import { Unreachable, whyUnanswered } from './unreachable';

const hosts = hostsOf(planOf({ asker: 'user', reading: 's3:ListObjectsV2', bucket: 'notes-photos' }));
const identity = 'https://cognito-identity.us-east-1.amazonaws.com/';

function transportWith(answer: () => Promise<Response>, offline = false) {
  const send = vi.fn(answer) as unknown as typeof fetch;
  return { send, transport: new Transport({ hosts, fetch: send, signal: new AbortController().signal, offline: () => offline }) };
}

const request = (url = identity, body = '{}', typed: readonly string[] = []) => ({
  service: 'cognito-identity',
  method: 'POST',
  url,
  headers: { host: 'h', 'content-type': 'application/x-amz-json-1.1', 'x-amz-security-token': 'IQoJtoken', authorization: 'AWS4-HMAC-SHA256 Credential=ASIA/x, Signature=0a1b2c' },
  body,
  typed: new Set(typed),
});

describe('requests', () => {
  test('go to no host that was not named before', async () => {
    const { send, transport } = transportWith(() => Promise.resolve(new Response('{}')));
    await expect(transport.send(request('https://cognito-identity.eu-west-1.amazonaws.com/'))).rejects.toThrow('Nobody agreed to a request to cognito-identity.eu-west-1.amazonaws.com.');
    expect(send).not.toHaveBeenCalled();
  });

  test('carry no cookie and no referrer, are not kept, and follow nobody elsewhere', async () => {
    const { send, transport } = transportWith(() => Promise.resolve(new Response('{}')));
    await transport.send(request());
    expect(vi.mocked(send).mock.calls[0]?.[1]).toMatchObject({ credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', redirect: 'error' });
    expect(Object.keys((vi.mocked(send).mock.calls[0]?.[1]?.headers ?? {}) as object)).not.toContain('host');
  });
});

describe('what is shown of an exchange', () => {
  const body = JSON.stringify({ AuthParameters: { USERNAME: 'ana', PASSWORD: 'Low "tide" 7' } });
  const answered = JSON.stringify({ AuthenticationResult: { IdToken: 'eyJh.eyJz.c2ln', RefreshToken: 'refresh-secret' }, Session: 'session-secret' });
  const answer = () => Promise.resolve(new Response(answered, { headers: { 'content-type': 'application/x-amz-json-1.1' } }));

  test('has no password in it, not even under a mask', async () => {
    const { presented } = await transportWith(answer).transport.send(request(identity, body, ['Low "tide" 7']));
    expect(JSON.stringify(presented)).not.toContain('tide');
    expect(presented.request.body).toContain('"USERNAME": "ana"');
  });

  test('hides tokens, sessions, signatures and session tokens until somebody asks', async () => {
    const { presented } = await transportWith(answer).transport.send(request(identity, body));
    expect(JSON.stringify(presented)).toContain('refresh-secret');
    const hidden = JSON.stringify(masked(presented));
    for (const secret of ['eyJh.eyJz.c2ln', 'refresh-secret', 'session-secret', 'IQoJtoken', '0a1b2c', 'Low']) expect(hidden).not.toContain(secret);
    expect(hidden).toContain('(14 characters)');
  });

  test('hides the keys in the XML of STS', async () => {
    const xml = '<?xml version="1.0"?><R><Credentials><AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>wJal/key</SecretAccessKey><SessionToken>IQoJ</SessionToken></Credentials></R>';
    const { presented } = await transportWith(() => Promise.resolve(new Response(xml, { headers: { 'content-type': 'text/xml' } }))).transport.send(request());
    const { body: shown } = masked(presented).response;
    expect(shown).toContain('ASIAX');
    expect(shown).not.toContain('wJal');
    expect(shown).not.toContain('IQoJ<');
  });
});

describe('a refusal in an answer', () => {
  const refused = async (text: string, type: string, status = 400) => refusalIn((await transportWith(() => Promise.resolve(new Response(text, { status, headers: { 'content-type': type } }))).transport.send(request())).presented);

  test('is read from JSON, XML, and where there is neither', async () => {
    expect(await refused('{"__type":"com.amazonaws#NotAuthorizedException","message":"no"}', 'application/x-amz-json-1.1')).toMatchObject({ code: 'NotAuthorizedException', message: 'no', status: 400 });
    expect(await refused('<ErrorResponse><Error><Code>AccessDenied</Code><Message>a &amp;&#39; &quot;b&quot;</Message></Error></ErrorResponse>', 'text/xml', 403)).toMatchObject({ code: 'AccessDenied', message: `a &' "b"`, status: 403 });
    expect(await refused('<html>Bad gateway</html>', 'text/html', 502)).toMatchObject({ code: 'HTTP 502', message: '' });
  });
});

describe('no answer', () => {
  const failing = (thrown: unknown, offline = false) => transportWith(() => Promise.reject(thrown), offline).transport.send(request());
  const host = 'cognito-identity.us-east-1.amazonaws.com';

  test('is one sentence that names the host', async () => {
    const sentences = await Promise.all(
      [failing(new TypeError('Failed to fetch')), failing(new TypeError('Failed to fetch'), true), failing(new DOMException('', 'TimeoutError'))].map((one) => one.then(() => '', (error: unknown) => (error instanceof Unreachable ? error.message : String(error)))),
    );
    expect(sentences).toEqual([
      `${host} gave this page no answer that it may read: there may be no such region, or something between here and AWS stops the request.`,
      `This computer is offline, so nothing reached ${host}.`,
      `${host} did not answer within 20 seconds.`,
    ]);
  });

  test('of a bucket is about its CORS rule', () => {
    for (const aws of [true, false]) expect(whyUnanswered({ service: 's3', host: 'b.s3.eu-west-1.amazonaws.com', aws, offline: false, thrown: new TypeError() })).toContain('CORS rule');
  });
});
