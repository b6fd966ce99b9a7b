import { describe, expect, test } from 'vitest';
import { guest } from '@/content/walkthroughs/guest';
import { textOf } from '@/content/walkthroughs/walkthrough';
import { anchorIn, hashOf, modesOf, queryOf, viewIn, type View } from './view';

const lesson = textOf(guest);

describe('the address of a view', () => {
  test.each<View>([
    { step: 1, on: [] },
    { step: 7, on: ['guests-off', 'no-role'] },
    { step: 3, on: [], mode: 'drive', length: '3' },
    { step: 3, on: [], mode: 'drive', length: 'all' },
    { step: 2, on: ['no-role'], mode: 'repair' },
  ])('leads back to it: %o', (view) => expect(viewIn(new URLSearchParams(queryOf(view)), lesson)).toEqual(view));

  test('watching and predicting are nobody’s business but the reader’s', () => expect(queryOf({ step: 2, on: [], mode: 'predict', length: '1' })).toBe('?s=2'));

  test('what is out of range or unknown falls away', () => {
    expect(viewIn(new URLSearchParams('s=-2&x=nothing&mode=fly&calls=7'), lesson)).toEqual({ step: 1, on: [] });
    expect(viewIn(new URLSearchParams('mode=repair'), { ...lesson, predictions: [] }), 'a proof is there to be watched').toEqual({ step: 1, on: [] });
  });

  test('an anchor names a tab of the inspector; the tabs of a mode come with the mode', () => {
    expect(anchorIn('#step-7/token/aud')).toEqual({ step: 7, tab: 'token', detail: 'aud' });
    expect(anchorIn('#step-7/drive')).toEqual({ step: 7 });
    expect(hashOf(7, 'repair')).toBe('');
    expect(hashOf(7, 'http')).toBe('#step-7/http');
  });
});

test('every lesson can be driven and repaired; an attack story is there to be watched', () => {
  expect(modesOf(lesson)).toEqual(['watch', 'predict', 'drive', 'repair']);
  expect(modesOf({ ...lesson, story: { checks: [] } })).toEqual(['watch', 'predict']);
  expect(modesOf({ ...lesson, predictions: [] })).toEqual([]);
});
