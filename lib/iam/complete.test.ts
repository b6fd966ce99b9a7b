import { describe, expect, test } from 'vitest';
import { completionsAt, type Vocabulary } from './complete';

const vocabulary: Vocabulary = {
  actions: (beginning) => (beginning.includes(':') ? [{ text: 's3:GetObject' }, { text: 's3:PutObject' }] : [{ text: 's3:' }, { text: 'sts:' }]),
  keys: [{ text: 'cognito-identity.amazonaws.com:aud' }, { text: 's3:prefix' }],
  variables: [{ text: '${cognito-identity.amazonaws.com:sub}' }, { text: '${aws:userid}' }],
  resources: [{ text: 'arn:aws:s3:::notes-photos/*' }],
  federated: [{ text: 'cognito-identity.amazonaws.com' }],
  values: { 'cognito-identity.amazonaws.com:amr': [{ text: 'authenticated' }, { text: 'unauthenticated' }] },
};

/** Completes where the bar stands. */
function at(marked: string): readonly string[] {
  const place = marked.indexOf('|');
  return completionsAt(marked.replace('|', ''), place, vocabulary)?.options.map((one) => one.text) ?? [];
}

describe('completing a policy that is being typed', () => {
  test.each([
    ['{ "Ver|', ['Version']],
    ['{ "Version": "|" }', ['2012-10-17']],
    ['{ "Statement": [{ "Eff|', ['Effect']],
    ['{ "Statement": { "Effect": "|', ['Allow', 'Deny']],
    ['{ "Statement": [{ "Action": "s|"', ['s3:', 'sts:']],
    ['{ "Statement": [{ "Action": ["s3:GetObject", "s3:P|', ['s3:PutObject']],
    ['{ "Statement": [{ "Principal": { "Fed|', ['Federated']],
    ['{ "Statement": [{ "Principal": { "Federated": "cog|" } }] }', ['cognito-identity.amazonaws.com']],
    ['{ "Statement": [{ "Resource": "a|"', ['arn:aws:s3:::notes-photos/*']],
    ['{ "Statement": [{ "Resource": "arn:aws:s3:::notes-photos/users/${c|/*"', ['${cognito-identity.amazonaws.com:sub}']],
    ['{ "Statement": [{ "Condition": { "StringLike": { "aud|', ['cognito-identity.amazonaws.com:aud']],
    ['{ "Statement": [{ "Condition": { "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "a|', ['authenticated']],
    ['{ "Statement": [{ "Condition": { "ForAnyValue:StringL|', ['ForAnyValue:StringLike']],
  ])('%s', (text, options) => expect(at(text)).toEqual(expect.arrayContaining(options as string[])));

  test.each(['{ |', '{ "Version": "2012-10-17"|', '{ "Statement": [{ "Resource": "arn:aws:s3:::notes-photos/*|"', '{ "Sid": "s|', '{ "Statement": [{ "Principal": { "AWS": "c|'])('says nothing at %s', (text) => expect(at(text)).toEqual([]));

  test('what was filled in variables before does not count, and a finished one is left alone', () => {
    expect(at('{ "Statement": [{ "Resource": "a/${aws:userid}/${|"')).toEqual(['${cognito-identity.amazonaws.com:sub}', '${aws:userid}']);
    expect(at('{ "Statement": [{ "Resource": "a/${aws:userid}|"')).toEqual([]);
  });

  test('replaces what was typed of the word, and no more', () => {
    const text = '{ "Statement": [{ "Action": "s3:Ge';
    const found = completionsAt(text, text.length, vocabulary);
    expect(text.slice(found?.span.start, found?.span.end)).toBe('s3:Ge');
    const resource = '{ "Statement": [{ "Resource": "x/${aws:u';
    const variable = completionsAt(resource, resource.length, vocabulary);
    expect(resource.slice(variable?.span.start, variable?.span.end)).toBe('${aws:u');
  });

  test('takes the rest of an action or a key with it, but nothing of a resource or of what comes behind', () => {
    const spanOf = (marked: string): string | undefined => {
      const place = marked.indexOf('|');
      const text = marked.replace('|', '');
      const found = completionsAt(text, place, vocabulary);
      return found && text.slice(found.span.start, found.span.end);
    };
    expect(spanOf('{ "Statement": [{ "Action": "s3:P|utObject", "Effect": "Allow"')).toBe('s3:PutObject');
    expect(spanOf('{ "Statement": [{ "Act|ions": "s3:PutObject"')).toBe('Actions');
    expect(spanOf('{ "Statement": [{ "Action": ["s3:P|], "Effect": "Allow"')).toBe('s3:P');
    expect(spanOf('{ "Statement": [{ "Resource": "arn|/users/*"')).toBe('arn');
  });

  test('escaped quotation marks do not end a string', () => {
    expect(at('{ "Statement": [{ "Sid": "a\\"b", "Effect": "|')).toEqual(['Allow', 'Deny']);
  });
});
