import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { layoutOf, lifeline } from './layout';
import { wrap } from './refusal-card';
import { goodScene } from './upload.testing';

test('the enhanced flow is drawn in 916 × 614 px', () => {
  const { lanes, beats } = goodScene;
  const layout = layoutOf(lanes, beats.length);
  expect([layout.width, layout.height, layout.row]).toEqual([916, 614, 33]);
  expect(layout.border.x).toBeGreaterThan(lifeline(layout, 'cognito-idp'));
  expect(layout.border.x).toBeLessThan(lifeline(layout, 'cognito-identity'));
  expect(() => lifeline(layout, 'nobody')).toThrow(/no lane/);
});

test('the style sheet puts the rows’ links where the layout puts the rows', () => {
  const css = readFileSync(new URL('../../app/_styles/stage.css', import.meta.url), 'utf8');
  for (const size of ['full', 'compact'] as const) {
    const { field } = layoutOf([], 1, size);
    expect(css).toMatch(new RegExp(`\\.stage-${size}[^{]*\\{\\s*--field: ${field}px;`));
  }
  for (let rows = 1; rows <= 30; rows++) {
    const { row } = layoutOf([], rows);
    expect(css, `${rows} rows`).toContain(`.rows-of-${row} { --row: ${row}px; }`);
  }
});

test('wraps at spaces, and breaks what has none', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('aaaaaaaaaaaaaaaaaaaa', 8)).toEqual(['aaaaaaaa', 'aaaaaaaa', 'aaaa']);
  expect(wrap('', 8)).toEqual([]);
});
