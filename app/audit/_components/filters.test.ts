import { expect, test } from 'vitest';
import { checks } from '@/lib/audit/checks/index';
import type { FindingView } from '@/lib/report/view';
import { filtersIn, isShown, searchWith, topics } from './filters';

const finding = { code: 'TRU-02', severity: 'critical', actor: 'anonymous' } as FindingView;

test('the address and the filters say the same', () => {
  const filters = { topic: 'trust', severity: 'critical', who: 'anonymous' } as const;
  expect(filtersIn(searchWith('', filters))).toEqual(filters);
  expect(searchWith('?topic=trust&who=anonymous&other=1', { topic: 'pool' })).toBe('?topic=pool&other=1');
  expect(searchWith('?topic=trust', {})).toBe('');
});

test('what an address does not know narrows nothing', () => {
  expect(filtersIn('?topic=constructor&severity=worst&who=%3Cscript%3E')).toEqual({});
});

test.each([
  [{}, true],
  [{ topic: 'trust' }, true],
  [{ topic: 'pool' }, false],
  [{ severity: 'critical' }, true],
  [{ severity: 'high' }, false],
  [{ topic: 'trust', who: 'signed-in' }, false],
  [{ topic: 'trust', severity: 'critical', who: 'anonymous' }, true],
] as const)('%o shows a critical finding about trust: %s', (filters, shown) => {
  expect(isShown(finding, filters)).toBe(shown);
});

test('every check has a topic', () => {
  const codes = Object.values(topics).flatMap((topic) => topic.codes);
  expect(checks.map(({ code }) => code.slice(0, 3)).filter((code) => code !== 'RCH' && !codes.includes(code))).toEqual([]);
});
