import { describe, expect, test } from 'vitest';
import { searchEntries } from './entries';
import { finderOf } from './find';

const entries = await searchEntries();
const find = finderOf(entries);
const titles = (words: string): readonly string[] => find(words).map(({ kind, title }) => `${kind}: ${title}`);

describe('what can be found', () => {
  test('every kind has entries, each with words and an address of its own', () => {
    expect(new Set(entries.map(({ kind }) => kind)).size).toBe(7);
    expect(entries.filter(({ title, says }) => title === '' || says === '')).toEqual([]);
    expect(new Set(entries.map(({ href, title }) => href + title)).size).toBe(entries.length);
  });

  test.each([
    ['aud', 'Claim: aud'],
    ['cognito:groups', 'Claim: cognito:groups'],
    ['TRU-02', 'Check: TRU-02 A role for signed-in users also takes guests'],
    ['tru-02', 'Check: TRU-02 A role for signed-in users also takes guests'],
    ['enhanced flow', 'Walkthrough: 6. '],
    ['back doors', 'Room: The club with five back doors'],
    ['not from a supported provider', 'Error: Token is not from a supported provider of this identity pool.'],
    ['refresh token', 'Word: Refresh token'],
    ['identty pool', 'Word: Identity pool'],
    ['AssumeRoleWithWebIden', 'Error: '],
  ])('“%s” finds %s', (words, wanted) => {
    expect(titles(words).filter((title) => title.startsWith(wanted)), titles(words).join('\n')).not.toEqual([]);
  });

  test('the exact word comes first', () => {
    expect(titles('TRU-02')[0]).toContain('TRU-02');
    expect(titles('aud').slice(0, 3)).toContain('Claim: aud');
  });

  test('nothing is found for nothing, and for what nobody wrote', () => {
    expect(find('  ')).toEqual([]);
    expect(find('xyzzyplugh')).toEqual([]);
    expect(find('<script>"\'\\')).toEqual([]);
  });
});
