import { expect, test } from 'vitest';
import { decodeToken } from '../lib/engine/token';
import { parseMarkup } from '../lib/stage/markup';
import { sceneOf } from '../lib/stage/scene';
import { meaningOf, type TokenKind } from './claims';
import { enhancedFlow } from './walkthroughs/enhanced-flow';

test('every claim of every token of the first lesson has a meaning', () => {
  const { beats } = sceneOf({ scenario: enhancedFlow.scenario });
  const tokens = beats.flatMap((beat) => beat.carries.filter((chip) => chip.token !== undefined && chip.kind !== 'refresh'));
  expect(new Set(tokens.map((chip) => chip.kind))).toEqual(new Set(['id', 'access', 'openid']));
  for (const { kind, token } of tokens) {
    for (const claim of Object.keys(decodeToken(token ?? '')?.claims ?? {})) {
      const meaning = meaningOf(claim, kind as TokenKind);
      expect(meaning, `${claim} in ${kind}`).toBeDefined();
      expect(() => parseMarkup(meaning ?? '')).not.toThrow();
    }
  }
});

test('a token says different things by the same claim', () => {
  expect(meaningOf('sub', 'id')).not.toBe(meaningOf('sub', 'openid'));
  expect(meaningOf('aud', 'access')).toBeUndefined();
  expect(meaningOf('custom:tenant', 'id')).toMatch(/users may write/);
});
