import type { Severity } from '../audit/claim';
import { bySeverity } from './headline';
import { printable } from './printable';
import type { Report, ReportVerdict } from './report';
import { stepText } from './step-text';

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' };

/** GitHub's code scanning sorts by this number. */
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0', info: '0.5' };

/**
 * The findings as SARIF 2.1.0. Passes are left out, since viewers show every result as an alert; what is unknown stands among the
 * notifications of the run.
 */
export function sarifReport(report: Report): string {
  const findings = bySeverity(report.verdicts);
  const rules = [...new Map(findings.toSorted((a, b) => (a.check < b.check ? -1 : 1)).map((finding) => [finding.check, finding])).values()];
  const indexOf = new Map(rules.map(({ check }, index) => [check, index]));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'lifeguard', version: report.tool.version, rules: rules.map((rule) => ruleOf(rule, findings)) } },
        invocations: [{ executionSuccessful: true, endTimeUtc: new Date(report.takenAt).toISOString(), toolExecutionNotifications: notifications(report) }],
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => resultOf(finding, indexOf.get(finding.check) ?? 0, report)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function ruleOf({ check, name, title, references }: ReportVerdict, findings: readonly ReportVerdict[]) {
  const worst = findings.find((finding) => finding.check === check)?.severity ?? 'info';
  const helpUri = references.find((reference) => reference.startsWith('https://'));
  return {
    id: check,
    name: printable(name),
    shortDescription: { text: message(title) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: levels[worst] },
    properties: { tags: ['security', 'aws', 'cognito'], 'security-severity': scores[worst] },
  };
}

function resultOf(finding: ReportVerdict, ruleIndex: number, report: Report) {
  const { check, severity = 'info', confidence, actor, pool, resource, fix, proof, suppressed } = finding;
  const account = finding.account ?? report.account;
  const fixes = fix === undefined ? [] : [`Fix: ${fix.summary}`];
  return {
    ruleId: check,
    ruleIndex,
    level: levels[severity],
    message: { text: message([finding.message, ...(finding.why === undefined ? [] : [finding.why]), ...fixes].join('\n')) },
    locations: [locationOf(account, finding)],
    ...(proof === undefined || proof.steps.length === 0
      ? {}
      : { codeFlows: [{ message: { text: message(proof.title) }, threadFlows: [{ locations: proof.steps.map((step) => ({ location: { message: { text: message(stepText(step)) } } })) }] }] }),
    partialFingerprints: { 'lifeguard/v1': [account, pool, check, resource.type, resource.id].map(printable).join('|') },
    ...(suppressed === undefined ? {} : { suppressions: [{ kind: 'external', status: 'accepted', justification: message(`${suppressed.reason} (until ${suppressed.expires})`) }] }),
    properties: { severity, confidence, actor, pool: printable(pool) },
  };
}

/** No file is guilty; viewers that want one get the resource as a relative address. */
function locationOf(account: string, { pool, resource: { type, id } }: ReportVerdict) {
  const uri = ['aws', account, pool.split(':')[0] ?? '', type.replaceAll('::', '-'), id].map(segment).join('/');
  return { physicalLocation: { artifactLocation: { uri } }, logicalLocations: [{ name: printable(id), fullyQualifiedName: printable(`${type} ${id}`), kind: 'resource' }] };
}

/** A segment of a relative address: even two dots stay a name. */
function segment(text: string): string {
  return encodeURIComponent(printable(text)).replace(/^\.+$/, (dots) => dots.replaceAll('.', '%2E'));
}

function notifications({ verdicts }: Report) {
  const unknown = verdicts.filter(({ verdict }) => verdict === 'unknown');
  return unknown.map((verdict) => ({ level: 'warning', message: { text: message(`${verdict.check} on ${verdict.resource.id}: ${verdict.message}`) } }));
}

/** In a message, square brackets make links and braces are placeholders. */
function message(text: string): string {
  const lines = text.split('\n').map(printable).join('\n');
  return lines.replace(/[\\[\]]/g, '\\$&').replace(/[{}]/g, '$&$&');
}
