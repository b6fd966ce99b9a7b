import { bySeverity, headlineOf } from './headline';
import { plain } from './markdown-text';
import type { Report, ReportVerdict } from './report';
import { dataUses } from '../audit/isolation-matrix';
import { cellText, matrixTitle, neverRead, notSecretText, pathText, poolLabel, statementText, tellingMatrices } from './standing-text';
import { opinionText } from './second-opinion';
import { stepText } from './step-text';

/** The report for a pull request or a wiki. */
export function markdownReport(report: Report): string {
  const findings = bySeverity(report.verdicts);
  const sections = [
    `# Lifeguard: ${plain(headlineOf(report))}`,
    `Account ${plain(report.account)}, read ${plain(report.takenAt)}. Demonstrated in an emulator: nothing was tried on the account itself.`,
    summaryTable(report),
    reachTable(report),
    administratorPart(report),
    ...(findings.length === 0 ? [] : ['## Findings', ...findings.map((finding) => findingSection(finding, report))]),
    isolationPart(report),
    unknownList(report),
    list('## Not read', report.unread),
    list('## Never read (RCH-07)', neverRead(report.coverage)),
    plain(notSecretText(report.coverage)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function summaryTable({ summary }: Report): string {
  const columns = Object.keys(summary);
  return table(columns, [Object.values(summary).map(String)]);
}

function reachTable({ reach, pools }: Report): string {
  if (reach.length === 0) return '';
  const nameOf = (id: string): string => pools.find((pool) => pool.id === id)?.name ?? id;
  const rows = reach.map(({ check, pool, who, flow, role, credentials, worst }) => [check, nameOf(pool), who, flow, role === null ? '' : role.slice(role.lastIndexOf('/') + 1), credentials === null ? 'unknown' : credentials ? 'yes' : 'no', worst]);
  return `## Who gets credentials\n\n${table(['Code', 'Pool', 'Who', 'Flow', 'Role', 'Credentials', 'The worst that they allow'], rows)}`;
}

function administratorPart(report: Report): string {
  return list('## The shortest way to administering the account (RCH-05)', report.administrator.map((path) => `${poolLabel(report, path)}: ${pathText(path)}`));
}

function isolationPart(report: Report): string {
  const matrices = tellingMatrices(report.isolation).map((matrix) => {
    const rows = matrix.statements.map((row) => [statementText(row), ...dataUses.map((use) => cellText(row[use]))]);
    const title = `**${plain(`${poolLabel(report, matrix)}: ${matrixTitle(matrix)}`)}**`;
    return matrix.unread === null ? `${title}\n\n${table(['Statement', ...dataUses], rows)}` : `${title}\n\n${plain(`Nobody can tell: ${matrix.unread}`)}`;
  });
  if (matrices.length === 0) return '';
  return ['## Whether one user can touch what is another’s (RCH-06)', 'Mallory asks for what is Alice’s, with a session of the same role.', ...matrices].join('\n\n');
}

function findingSection(finding: ReportVerdict, report: Report): string {
  const { check, title, severity = 'info', confidence = 'proved', resource, why, fix, proof, unread = [], suppressed, secondOpinions = [] } = finding;
  const parts = [
    `### ${check} ${severity}${confidence === 'proved' ? '' : ` (${confidence})`}: ${plain(title)}`,
    plain(finding.message),
    ...(suppressed === undefined ? [] : [`Suppressed until ${plain(suppressed.expires)}: ${plain(suppressed.reason)}`]),
    `Resource: ${resource.type} ${plain(resource.id)}, identity pool ${plain(finding.pool)}, account ${plain(finding.account ?? report.account)}`,
    ...(why === undefined ? [] : [plain(why)]),
    ...(unread.length === 0 ? [] : [`Rests on what was not read: ${plain(unread.join('; '))}`]),
    ...(secondOpinions.length === 0 ? [] : [secondOpinions.map((opinion) => `- ${plain(opinionText(opinion))}`).join('\n')]),
    ...(fix === undefined ? [] : [`**Fix.** ${plain(fix.summary)} After it: ${plain(fix.replay.says)}`]),
    ...(proof === undefined ? [] : [`<details><summary>Proof: ${plain(proof.title)}</summary>\n\n${proof.steps.map((step, index) => `${index + 1}. ${plain(stepText(step))}`).join('\n')}\n\n</details>`]),
  ];
  return parts.join('\n\n');
}

function unknownList({ verdicts }: Report): string {
  return list('## Unknown', verdicts.filter(({ verdict }) => verdict === 'unknown').map(({ check, resource, message }) => `${check} ${resource.id}: ${message}`));
}

function list(heading: string, entries: readonly string[]): string {
  return entries.length === 0 ? '' : `${heading}\n\n${entries.map((entry) => `- ${plain(entry)}`).join('\n')}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(plain).join(' | ')} |`;
  return [line(columns), `|${columns.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}
