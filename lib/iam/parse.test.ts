import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from './parse';
import type { PolicyFinding } from './policy';

const VALID = {
  Version: '2012-10-17',
  Id: 'id',
  Statement: [
    {
      Sid: 'One', Effect: 'Allow', Principal: { AWS: ['111122223333', '*'], Service: 'lambda.amazonaws.com' }, Action: ['s3:GetObject'],
      Resource: 'arn:aws:s3:::b/*', Condition: { StringLike: { 's3:prefix': ['a/*', 'b'] }, Bool: { 'aws:SecureTransport': true }, NumericLessThan: { 's3:max-keys': 10 } },
    },
    { Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, NotAction: 's3:*', NotResource: '*' },
  ],
};

const codes = (findings: readonly PolicyFinding[]): readonly string[] => findings.map(({ code }) => code);

describe('a sound policy', () => {
  const text = JSON.stringify(VALID, null, 3);
  const { policy, findings } = parsePolicy(text);

  it('has no findings', () => {
    expect(findings).toEqual([]);
    expect(policy.text).toBe(text);
  });

  it('is read element by element', () => {
    const [first, second] = policy.statements;
    expect(first).toMatchObject({ index: 0, sid: 'One', effect: 'Allow', notAction: false, notResource: false, notPrincipal: false, everyone: false });
    expect(first?.principals.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['AWS 111122223333', 'AWS *', 'Service lambda.amazonaws.com']);
    expect(first?.conditions.map(({ operator, key, values }) => [operator, key, ...values.map(({ value }) => value)])).toEqual([
      ['StringLike', 's3:prefix', 'a/*', 'b'], ['Bool', 'aws:SecureTransport', 'true'], ['NumericLessThan', 's3:max-keys', '10'],
    ]);
    expect(second).toMatchObject({ index: 1, effect: 'Deny', notAction: true, notResource: true, notPrincipal: true });
    expect(second).not.toHaveProperty('sid');
  });

  it('knows where everything stands', () => {
    const at = ({ start, end }: { start: number; end: number }): unknown => JSON.parse(text.slice(start, end));
    for (const statement of policy.statements) {
      expect(at(statement.span)).toEqual(VALID.Statement[statement.index]);
      for (const part of [...statement.actions, ...statement.resources, ...statement.principals]) expect(at(part.span)).toBe(part.value);
      for (const { key, span, values } of statement.conditions) {
        expect(text.slice(span.start, span.end)).toMatch(new RegExp(`^"${key}":`));
        for (const { value, span: place } of values) expect(String(at(place))).toBe(value);
      }
    }
  });

  it('may be an object, URL-encoded, or JSON within a JSON string', () => {
    const same = (source: string | object): unknown => parsePolicy(source).policy.statements.map(({ actions, resources }) => [actions, resources].map((each) => each.map(({ value }) => value)));
    const expected = same(text);
    expect(same(VALID)).toEqual(expected);
    expect(same(encodeURIComponent(text))).toEqual(expected);
    expect(same(`\n ${encodeURIComponent(text)}`)).toEqual(expected);
    expect(same(JSON.stringify(text))).toEqual(expected);
    expect(parsePolicy(encodeURIComponent(text)).policy.text).toBe(text);
    expect(parsePolicy(VALID).policy.text).toBe(JSON.stringify(VALID, null, 2));
  });

  it('may begin with a byte order mark', () => {
    expect(parsePolicy(`\uFEFF${text}`).findings).toEqual([]);
  });

  it('may hold escapes', () => {
    const { policy: escaped, findings: none } = parsePolicy('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:\\u0047et\\u002a\\"\\\\\\/\\n","Resource":"*"}}');
    expect(none).toEqual([]);
    expect(escaped.statements[0]?.actions[0]?.value).toBe('s3:Get*"\\/\n');
  });
});

describe('what is wrong becomes a finding, with its place, and the rest is read', () => {
  const S = (more: string): string => `{"Version":"2012-10-17","Statement":[${more}]}`;
  const ok = '{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}';

  it.each<[title: string, text: string, code: string, at: string, statements: number]>([
    ['no JSON', '', 'json-syntax', '', 0],
    ['only a word', 'hello', 'json-syntax', 'hello', 0],
    ['a list', '[]', 'wrong-type', '[]', 0],
    ['a trailing comma', S(`${ok},`), 'json-syntax', ',', 1],
    ['a missing comma', S(`${ok} ${ok}`), 'json-syntax', '{', 2],
    ['a comment', S(`// why\n${ok}`), 'json-syntax', '// why', 1],
    ['a block comment', S(`/* why */${ok}`), 'json-syntax', '/* why */', 1],
    ['a name without quotation marks', S('{Effect:"Allow","Action":"s3:GetObject","Resource":"*"}'), 'json-syntax', 'Effect', 1],
    ['truncated text', S(ok).slice(0, -2), 'json-syntax', '{', 1],
    ['a string that is not closed', '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get', 'json-syntax', '"s3:Get', 1],
    ['a missing colon', S('{"Effect" "Allow","Action":"a:b","Resource":"*"}'), 'json-syntax', '"Effect"', 1],
    ['a missing value', S('{"Effect":"Allow","Action":"a:b","Resource":}'), 'json-syntax', '"Resource"', 1],
    ['an unknown escape', S('{"Effect":"Allow","Action":"a:\\x","Resource":"*"}'), 'json-syntax', '\\x', 1],
    ['text after the end', `${S(ok)} x`, 'json-syntax', 'x', 1],
    ['the same name twice', S('{"Effect":"Deny","Effect":"Allow","Action":"a:b","Resource":"*"}'), 'duplicate-key', '"Effect"', 1],
    ['an unknown version', S(ok).replace('2012', '2013'), 'unknown-version', '"2013-10-17"', 1],
    ['a version that is a number', S(ok).replace('"2012-10-17"', '2012'), 'wrong-type', '2012', 1],
    ['no statement', '{"Version":"2012-10-17"}', 'missing-element', '{"Version":"2012-10-17"}', 0],
    ['an empty list of statements', S(''), 'empty-element', '[]', 0],
    ['a statement that is text', S('"Allow"'), 'wrong-type', '"Allow"', 0],
    ['an unknown element', S('{"Effect":"Allow","Actions":"a:b","Action":"a:b","Resource":"*"}'), 'unknown-element', '"Actions"', 1],
    ['an element in the wrong case', S('{"effect":"Allow","Effect":"Allow","Action":"a:b","Resource":"*"}'), 'unknown-element', '"effect"', 1],
    ['no effect', S('{"Action":"a:b","Resource":"*"}'), 'missing-element', '{"Action":"a:b","Resource":"*"}', 0],
    ['another effect', S('{"Effect":"Permit","Action":"a:b","Resource":"*"}'), 'wrong-effect', '"Permit"', 0],
    ['an effect in the wrong case', S('{"Effect":"deny","Action":"a:b","Resource":"*"}'), 'wrong-effect', '"deny"', 1],
    ['no action', S('{"Effect":"Allow","Resource":"*"}'), 'missing-element', '{"Effect":"Allow","Resource":"*"}', 1],
    ['an empty list of actions', S('{"Effect":"Allow","Action":[],"Resource":"*"}'), 'empty-element', '[]', 1],
    ['an action that is a number', S('{"Effect":"Allow","Action":["a:b",1],"Resource":"*"}'), 'wrong-type', '1', 1],
    ['Action and NotAction', S('{"Effect":"Allow","Action":"a:b","NotAction":"c:d","Resource":"*"}'), 'exclusive-elements', '"NotAction":"c:d"', 1],
    ['a principal without its kind', S('{"Effect":"Allow","Principal":"111122223333","Action":"a:b"}'), 'wrong-type', '"111122223333"', 1],
    ['an unknown kind of principal', S('{"Effect":"Allow","Principal":{"User":"x"},"Action":"a:b"}'), 'unknown-principal-kind', '"User"', 1],
    ['a principal that is a list', S('{"Effect":"Allow","Principal":["*"],"Action":"a:b"}'), 'wrong-type', '["*"]', 1],
    ['a Condition that is a list', S('{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":[]}'), 'wrong-type', '[]', 1],
    ['an operator without keys', S('{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"Bool":"x"}}'), 'wrong-type', '"x"', 1],
    ['an empty operator', S('{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"Bool":{}}}'), 'empty-element', '"Bool"', 1],
    ['a key without values', S('{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"Bool":{"k":[]}}}'), 'empty-element', '[]', 1],
    ['a value that is null', S('{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"Bool":{"k":null}}}'), 'wrong-type', 'null', 1],
    ['a Sid that is a number', S('{"Sid":1,"Effect":"Allow","Action":"a:b","Resource":"*"}'), 'wrong-type', '1', 1],
    ['nesting without end', S(`{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":${'{"a":'.repeat(200)}`), 'too-deep', '', 1],
  ])('%s', (_, text, code, at, statements) => {
    const { policy, findings } = parsePolicy(text);
    const places = findings.filter((each) => each.code === code).map(({ span }) => policy.text.slice(span.start, span.end));
    expect(codes(findings)).toContain(code);
    if (at !== '') expect(places).toContain(at);
    expect(policy.statements).toHaveLength(statements);
  });

  it('says which statement a finding is about', () => {
    const { findings } = parsePolicy(S(`${ok},{"Effect":"Allow","Resource":"*"}`));
    expect(findings).toMatchObject([{ code: 'missing-element', statement: 1 }]);
  });

  it('keeps the index of a statement behind one that cannot be read', () => {
    expect(parsePolicy(S(`1,${ok}`)).policy.statements.map(({ index }) => index)).toEqual([1]);
  });

  it('reads the last of two equal names, as JSON readers do', () => {
    const { policy } = parsePolicy(S('{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"Bool":{"k":"true"},"Bool":{"k":"false"}}}'));
    expect(parsePolicy(S('{"Effect":"Deny","Effect":"Allow","Action":"a:b","Resource":"*"}')).policy.statements[0]?.effect).toBe('Allow');
    expect(policy.statements[0]?.conditions.map(({ values }) => values.map(({ value }) => value))).toEqual([['false']]);
  });

  it('says so when URL-encoding is damaged, or an object cannot be written', () => {
    expect(codes(parsePolicy('%7B%22Version%ZZ').findings)).toContain('url-encoding');
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(codes(parsePolicy(circle).findings)).toContain('json-syntax');
  });
});

describe('whatever is thrown at it', { timeout: 60_000 }, () => {
  const whole = JSON.stringify(VALID, null, 1);

  /** Findings and statements stand within the text; nothing throws. */
  const survives = (text: string): void => {
    const { policy, findings } = parsePolicy(text);
    for (const { span } of [...findings, ...policy.statements]) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(Math.max(policy.text.length, text.length));
    }
  };

  it('survives arbitrary text', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '\\', '/', '*', 'u', '0', 'a', ' ', '\n', '%7B'), maxLength: 200 }), survives), { numRuns: 3000 });
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), survives), { numRuns: 500 });
  });

  it('survives damaged policies', () => {
    const damage = fc.array(fc.record({ at: fc.nat(whole.length), cut: fc.nat(6), put: fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ':', ',', '"', '1', 'x'), maxLength: 3 }) }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(damage, (all) => survives(all.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), whole))),
      { numRuns: 2000 },
    );
  });

  it('survives a policy cut off anywhere', () => {
    for (let end = 0; end <= whole.length; end++) survives(whole.slice(0, end));
  });

  it('survives any JSON in the place of any part', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('Version', 'Statement', 'Effect', 'Action', 'Resource', 'Principal', 'Condition', 'Sid'), (value, name) => {
        const inside = name === 'Version' || name === 'Statement' ? { ...VALID, [name]: value } : { ...VALID, Statement: { ...VALID.Statement[0], [name]: value } };
        survives(JSON.stringify(inside));
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['[', '{', '{"a":', '[1,', '"\\', '// \n', '/*', ',', ':', '}', '\\u', '{"a":1 ', "'", '${', '%7B'])('takes time in proportion to its length: %j again and again', (piece) => {
    const time = (length: number): number => {
      const text = piece.repeat(length / piece.length);
      const runs = Array.from({ length: 5 }, () => {
        const start = performance.now();
        parsePolicy(text);
        return performance.now() - start;
      });
      return Math.min(...runs);
    };
    expect(time(200_000)).toBeLessThan(250);
  });
});
