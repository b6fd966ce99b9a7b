import { describe, expect, test } from 'vitest';
import { compareReports, worsened } from './comparison';
import { comparisonSummary, comparisonText } from './comparison-text';
import type { Report, ReportVerdict } from './report';

const pool = 'us-east-1:11111111-2222-4333-8444-555555555555';

function verdict(check: string, role: string, fields: Partial<ReportVerdict> = {}): ReportVerdict {
  return { check, name: check, title: check, pool, resource: { type: 'AWS::IAM::Role', id: role }, verdict: 'fail', severity: 'high', message: `${check} of ${role}`, references: [], ...fields };
}

function report(verdicts: readonly ReportVerdict[], fields: Partial<Report> = {}): Report {
  return { takenAt: '2026-11-22T21:00:00Z', account: '111122223333', pools: [{ id: pool, name: 'p', region: 'us-east-1' }], verdicts, unread: [], ...fields } as Report;
}

const names = (found: readonly ReportVerdict[]): readonly string[] => found.map(({ message }) => message);

describe('two reports of an account', () => {
  const before = report([verdict('TRU-02', 'a'), verdict('TRU-02', 'b'), verdict('PER-01', 'a', { severity: 'medium' }), verdict('IDP-01', 'a', { severity: 'info' })]);

  test('new, fixed, changed and unchanged', () => {
    const comparison = compareReports(before, report([verdict('TRU-02', 'a', { message: 'worded otherwise' }), verdict('PER-01', 'a', { severity: 'critical' }), verdict('ESC-01', 'c'), verdict('TRU-02', 'b', { verdict: 'pass', severity: undefined })]));
    expect(names(comparison.new)).toEqual(['ESC-01 of c']);
    expect(names(comparison.fixed)).toEqual(['TRU-02 of b']);
    expect(names(comparison.unchanged)).toEqual(['worded otherwise']);
    expect(comparison.changed.map(({ before: b, after: a }) => [b.severity, a.severity])).toEqual([['medium', 'critical']]);
    expect(names(worsened(comparison))).toEqual(['ESC-01 of c', 'PER-01 of a']);
    expect(comparisonSummary(comparison)).toBe('1 new, 1 fixed, 1 with another severity, 1 unchanged');
  });

  test('what could not be tried again is unclear, not fixed', () => {
    const untold = verdict('TRU-02', 'b', { verdict: 'unknown', severity: undefined, message: 'Nobody can tell: iam:GetRole b: AccessDenied.' });
    const comparison = compareReports(before, report([verdict('TRU-02', 'a'), untold]));
    expect(names(comparison.unclear)).toEqual(['TRU-02 of b']);
    expect(comparison.unclear[0]?.because).toContain('AccessDenied');
    expect(names(comparison.fixed)).toEqual(['PER-01 of a']);
  });

  test('a pool that is gone took its findings along; one that was not read did not', () => {
    expect(compareReports(before, report([], { pools: [] })).fixed).toHaveLength(3);
    const unread = compareReports(before, report([], { pools: [], unread: ['cognito-identity:ListIdentityPools of this region: AccessDenied'] }));
    expect(unread.fixed).toEqual([]);
    expect(unread.unclear).toHaveLength(3);
  });

  test('a report and itself', () => {
    const comparison = compareReports(before, before);
    expect([comparison.new, comparison.fixed, comparison.changed, comparison.unclear]).toEqual([[], [], [], []]);
    expect(comparison.unchanged).toHaveLength(3);
  });

  test('a suppressed finding is shown and does not count', () => {
    const comparison = compareReports(report([]), report([verdict('TRU-02', 'a', { suppressed: { reason: 'known', expires: '2027-01-01' } })]));
    expect(comparison.new).toHaveLength(1);
    expect(worsened(comparison)).toEqual([]);
  });

  test('names do harm in no format', () => {
    const hostile = compareReports(report([]), report([verdict('TRU-02', 'a', { message: '<img src=x> [a](javascript:1)\u001b[31m\n# head' })]));
    expect(comparisonText(hostile, 'markdown')).not.toMatch(/<img|\]\(|\n# head/);
    expect(comparisonText(hostile, 'pretty')).not.toMatch(/\n# head/);
    for (const format of ['markdown', 'pretty'] as const) expect(comparisonText(hostile, format).includes('\u001b')).toBe(false);
    expect(JSON.parse(comparisonText(hostile, 'json'))).toMatchObject({ lifeguardComparison: 1 });
  });
});
