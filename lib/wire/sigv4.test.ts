import { describe, expect, test } from 'vitest';
import { areSigned, chunksOf, joined } from './payload';
import { amzDate, epochOf, signatureOf, type SignedParts } from './sigv4';

/** The worked examples of Amazon S3's API reference, “Signature calculations for the Authorization header”. */
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const scope = { date: '20130524', region: 'us-east-1', service: 's3' };
const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const time = '20130524T000000Z';

function example(change: Partial<SignedParts>): SignedParts {
  const headers = { host: 'examplebucket.s3.amazonaws.com', 'x-amz-content-sha256': empty, 'x-amz-date': time, ...change.headers };
  const signedHeaders = change.signedHeaders ?? Object.keys(headers).sort();
  return { method: 'GET', path: '/', query: [], payloadHash: empty, time, scope, ...change, headers, signedHeaders };
}

describe('the signatures of AWS’s own examples', () => {
  test.each<[string, Partial<SignedParts>, string]>([
    ['an object', { path: '/test.txt', headers: { range: 'bytes=0-9' } }, 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
    ['a list', { query: [['prefix', 'J'], ['max-keys', '2']] }, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
    ['a subresource', { query: [['lifecycle', '']] }, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
    [
      'a presigned address',
      {
        path: '/test.txt',
        query: [
          ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
          ['X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'],
          ['X-Amz-Date', time],
          ['X-Amz-Expires', '86400'],
          ['X-Amz-SignedHeaders', 'host'],
        ],
        signedHeaders: ['host'],
        payloadHash: 'UNSIGNED-PAYLOAD',
      },
      'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    ],
  ])('%s', async (_what, change, signature) => {
    expect(await signatureOf(example(change), secret)).toBe(signature);
  });
});

describe('a body in signed pieces', () => {
  const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ];
  const body = [65_536, 1024, 0].map((size, i) => `${size.toString(16)};chunk-signature=${signatures[i]}\r\n${'a'.repeat(size)}\r\n`).join('');
  const chunks = (text: string) => chunksOf(Buffer.from(text))!;

  test('is taken out of its pieces, and its signatures hold', async () => {
    expect(joined(chunks(body))).toHaveLength(66_560);
    expect(await areSigned(chunks(body), { signature: seed, time, scope }, secret)).toBe(true);
  });

  test('does not hold when one byte was changed', async () => {
    expect(await areSigned(chunks(body.replace('aaa\r\n0;', 'aab\r\n0;')), { signature: seed, time, scope }, secret)).toBe(false);
  });

  test('is malformed when it is cut off', () => {
    expect(chunksOf(Buffer.from(body.slice(0, 1000)))).toBeUndefined();
    expect(chunksOf(Buffer.from('hello'))).toBeUndefined();
  });
});

test('times go there and back', () => {
  expect(epochOf(amzDate(1_795_381_200))).toBe(1_795_381_200);
  expect(epochOf('yesterday')).toBeUndefined();
});
