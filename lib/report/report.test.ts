import { describe, expect, it } from 'vitest';
import { demoWorld } from '../world/accounts/demo';
import { put } from '../world/world';
import { demoReport, demoVerdicts } from './demo-report.testing';
import { jsonReport } from './json';
import { mergeReports } from './merge';
import { parseReport } from './parse-report';
import { reportOf, type Report } from './report';
import { parseSuppressions, staleSuppressions } from './suppression';
import { coreCatalogue } from '../iam/catalogue/catalogue';

const report = demoReport();

describe('a report', () => {
  it('has the same bytes each time', () => {
    expect(jsonReport(demoReport())).toBe(jsonReport(report));
    expect(Object.keys(report)).toEqual(['lifeguardReport', 'tool', 'takenAt', 'account', 'partition', 'pools', 'verdicts', 'reach', 'administrator', 'isolation', 'coverage', 'unread', 'summary']);
  });

  it('carries no token, no key and no password', () => {
    const text = jsonReport(report);
    expect(text).toContain('sts:AssumeRoleWithWebIdentity');
    expect(text).toContain('"SessionToken": "REDACTED"');
    expect(text).toMatch(/\(id token of cognito-idp[^"]+ for \w+, sub /);
    expect(text).not.toMatch(/eyJ|ASIA|"AKIA/);
    const passwords = Object.values(demoWorld.resources['AWS::Cognito::UserPoolUser'] ?? {}).flatMap((user) => ('password' in user && user.password !== undefined ? [user.password] : []));
    for (const password of passwords) expect(text).not.toContain(password);
  });

  it('tells each step of a proof: who asked what, and what AWS and IAM said', () => {
    const finding = report.verdicts.find(({ check, verdict }) => check === 'TRU-02' && verdict === 'fail');
    const last = finding?.proof?.steps.at(-1);
    expect(last).toMatchObject({ operation: 'sts:AssumeRoleWithWebIdentity', by: 'Anyone', decisions: [{ answer: 'Allowed', decidedBy: { policy: 'trust policy of notes-signed-in', statement: 0 } }] });
    expect(finding?.fix?.patches[0]?.diff).toContainEqual(expect.stringMatching(/^\+.*amr.*authenticated/));
  });

  it('counts findings by severity, passes and unknowns', () => {
    const fails = report.verdicts.filter(({ verdict }) => verdict === 'fail');
    const { critical, high, medium, low, info, passed, unknown } = report.summary;
    expect(critical + high + medium + low + info).toBe(fails.length);
    expect(critical).toBeGreaterThan(0);
    expect(passed).toBe(report.verdicts.filter(({ verdict }) => verdict === 'pass').length);
    expect(unknown).toBe(0);
  });

  it('names a pool that nobody could read by its id, and says what was not read', () => {
    const id = Object.keys(demoWorld.resources['AWS::Cognito::IdentityPool'] ?? {})[0] as string;
    const dark = put(demoWorld, 'AWS::Cognito::IdentityPool', id, { unread: `cognito-identity:DescribeIdentityPool ${id}: AccessDenied` });
    const { pools, unread, reach } = reportOf(dark, [], { catalogue: coreCatalogue, version: '1', takenAt: '2026-11-22T21:00:00Z' });
    expect(pools).toEqual([{ id, name: id, region: 'us-east-1' }]);
    expect(unread).toEqual([`cognito-identity:DescribeIdentityPool ${id}: AccessDenied`]);
    expect(reach.every(({ credentials }) => credentials === null)).toBe(true);
  });
});

describe('the standing questions', () => {
  it('are answered with their codes for every pool', () => {
    for (const { id } of report.pools) {
      expect(report.reach.filter(({ pool }) => pool === id).map(({ check }) => check)).toEqual(expect.arrayContaining(['RCH-01', 'RCH-02']));
      for (const part of [report.administrator, report.coverage]) expect(part.filter(({ pool }) => pool === id)).toHaveLength(1);
      expect(report.isolation.filter(({ pool }) => pool === id).length).toBeGreaterThan(0);
    }
  });

  it('keep to the account in a merged report, and survive being read from a file without them', () => {
    const other = { ...report, account: '999988887777' };
    const merged = mergeReports([report, other], '1');
    for (const part of ['administrator', 'isolation', 'coverage'] as const) expect(merged[part]).toHaveLength(2 * report[part].length);
    const { administrator: _a, isolation: _i, coverage: _c, reach, ...old } = report;
    const read = parseReport(JSON.stringify({ ...old, reach: reach.map(({ check: _check, ...line }) => line) }), 'old.json');
    expect(read).toMatchObject({ administrator: [], isolation: [], coverage: [] });
    expect(read.reach.map(({ check }) => check)).toEqual(reach.map(({ check }) => check));
  });
});

describe('suppressions', () => {
  const one = { check: 'TRU-02', resource: 'arn:aws:iam::444455556666:role/notes-signed-in', reason: 'It goes in March.', expires: '2027-03-31' };

  it('show on the finding, which does not count any more', () => {
    const quieter = demoReport({ suppressions: [one] });
    expect(quieter.verdicts.filter(({ suppressed }) => suppressed !== undefined)).toMatchObject([{ check: 'TRU-02', severity: 'critical', suppressed: { reason: one.reason, expires: one.expires } }]);
    expect(quieter.summary).toMatchObject({ critical: report.summary.critical - 1, suppressed: 1 });
    expect(report.summary).not.toHaveProperty('suppressed');
  });

  it('hold on their last day, and not after it', () => {
    expect(demoReport({ suppressions: [{ ...one, expires: '2026-11-22' }] }).summary.suppressed).toBe(1);
    expect(demoReport({ suppressions: [{ ...one, expires: '2026-11-21' }] }).summary).toEqual(report.summary);
  });

  it('speak of nothing else', () => {
    for (const other of [{ pool: 'us-east-1:other' }, { resource: 'other' }, { check: 'TRU-01' }]) expect(demoReport({ suppressions: [{ ...one, ...other }] }).summary).toEqual(report.summary);
  });

  it('are complained of when they expired or fit nothing', () => {
    const at = '2026-11-22T21:00:00Z';
    expect(staleSuppressions([one], demoVerdicts, at)).toEqual([]);
    expect(staleSuppressions([{ ...one, expires: '2026-11-01' }], demoVerdicts, at)).toEqual([expect.stringContaining('expired on 2026-11-01')]);
    expect(staleSuppressions([{ ...one, resource: 'gone' }], demoVerdicts, at)).toEqual([expect.stringContaining('TRU-02 on gone fits no finding')]);
  });

  it.each([
    ['{"lifeguardSuppressions":1,"suppressions":[{"check":"TRU-02","expires":"2027-01-01"}]}', 'suppressions[0].reason must say why'],
    ['{"lifeguardSuppressions":1,"suppressions":[{"check":"TRU-02","reason":"x"}]}', 'suppressions[0].expires must be a date'],
    ['{"lifeguardSuppressions":1,"suppressions":[{"check":"TRU-02","reason":"x","expires":"soon"}]}', 'suppressions[0].expires must be a date'],
    ['[]', 'is not a list of suppressions'],
  ])('must be whole: %s', (text, sentence) => {
    expect(() => parseSuppressions(text, 'quiet.json')).toThrow(sentence);
  });
});

describe('merged reports', () => {
  const other: Report = { ...report, account: '999988887777', unread: ['iam:GetRole guest: AccessDenied'], takenAt: '2026-11-20T00:00:00Z' };
  const merged = mergeReports([report, other], '1.2.3');

  it('do not depend on the order, and can be merged again', () => {
    expect(jsonReport(mergeReports([other, report], '1.2.3'))).toBe(jsonReport(merged));
    expect(jsonReport(mergeReports([merged], '1.2.3'))).toBe(jsonReport(merged));
    expect(jsonReport(mergeReports([merged, other], '1.2.3'))).toBe(jsonReport(merged));
  });

  it('say of every entry which account it is about, and add up', () => {
    expect(merged).toMatchObject({ account: '444455556666,999988887777', takenAt: '2026-11-20T00:00:00Z', unread: ['999988887777: iam:GetRole guest: AccessDenied'] });
    expect(new Set(merged.verdicts.map(({ account }) => account))).toEqual(new Set(['444455556666', '999988887777']));
    expect(merged.summary.critical).toBe(2 * report.summary.critical);
    expect(merged.reach).toHaveLength(2 * report.reach.length);
  });

  it('take the later one where two tell of the same pool', () => {
    const later = { ...report, takenAt: '2026-11-23T00:00:00Z', verdicts: [] };
    expect(mergeReports([later, report], '1').verdicts).toEqual([]);
  });

  it('can be read back from files, and nothing else can', () => {
    expect(parseReport(jsonReport(merged), 'r.json')).toEqual(merged);
    const forged = { ...report, verdicts: [{ ...report.verdicts[0], check: '<script>' }] };
    expect(() => parseReport(JSON.stringify(forged), 'r.json')).toThrow('verdicts[0].check must be a code such as TRU-02');
    expect(() => parseReport('{"lifeguardReport":2}', 'r.json')).toThrow('r.json is not a report: lifeguardReport must be 1');
  });
});
