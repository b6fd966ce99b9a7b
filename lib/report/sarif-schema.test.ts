import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { demoReport, poisoned } from './demo-report.testing';
import { mergeReports } from './merge';
import { sarifReport } from './sarif';
import type { Report } from './report';

const fileOf = createRequire(import.meta.url).resolve;
const json = (path: string): object => JSON.parse(readFileSync(path, 'utf8')) as object;

/** The schema of the standard, as Microsoft’s own matcher for tests brings it along. */
const schema = json(fileOf('@microsoft/jest-sarif').replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json'));
const validate = new Ajv({ schemaId: 'id', meta: false, allErrors: true, format: 'full' }).addMetaSchema(json(fileOf('ajv/lib/refs/json-schema-draft-04.json'))).compile(schema);

/** What the schema finds wrong with a report. */
function wrongWith(report: Report): readonly string[] {
  return validate(JSON.parse(sarifReport(report))) === true ? [] : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`);
}

const report = demoReport({ suppressions: [{ check: 'VAR-01', reason: 'Known.', expires: '2027-01-31' }] });
const unknown = { ...report, verdicts: report.verdicts.map((verdict, index) => (index % 2 === 0 ? verdict : { ...verdict, verdict: 'unknown' as const })) };
const nothing = { ...report, verdicts: [], reach: [], pools: [] };

test.each<readonly [string, Report]>([
  ['the demo', report],
  ['hostile names', poisoned(report) as Report],
  ['what could not be judged', unknown],
  ['an account without pools', nothing],
  ['two accounts', mergeReports([report, { ...report, account: '999988887777' }], '1')],
])('the report of %s keeps to the schema of SARIF 2.1.0', (_what, of) => {
  expect(wrongWith(of)).toEqual([]);
});

test('the schema would say what is wrong', () => {
  const log = JSON.parse(sarifReport(report)) as { runs: [{ results: { level: string }[] }] };
  (log.runs[0].results[0] as { level: string }).level = 'loud';
  expect(validate(log)).toBe(false);
});
