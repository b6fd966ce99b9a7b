import { bySeverity, headlineOf, severities } from './headline';
import { styles } from './html-styles';
import { stageOf, stageStyles } from './html-stage';
import { lines, text } from './html-text';
import type { Report, ReportFix, ReportVerdict } from './report';
import type { ReportRun, ReportStep } from './report-run';
import { dataUses, type IsolationCell } from '../audit/isolation-matrix';
import { cellText, matrixTitle, neverRead, notSecretText, pathText, poolLabel, statementText, tellingMatrices } from './standing-text';
import { opinionText, type SecondOpinion } from './second-opinion';
import { outcomeOf } from './step-text';

/** The report as one page that needs nothing else: no script, no request to anywhere. Its proofs play, and open as steps to read. */
export function htmlReport(report: Report): string {
  const findings = bySeverity(report.verdicts);
  const passes = report.verdicts.filter(({ verdict }) => verdict === 'pass');
  const unknown = report.verdicts.filter(({ verdict }) => verdict === 'unknown');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Lifeguard: account ${text(report.account)}</title>
<style>${styles}${stageStyles([...findings, ...passes].flatMap(({ proof }) => proof ?? []))}</style>
</head>
<body>
<main>
<header>
<p class="quiet">Lifeguard ${text(report.tool.version)}, account ${text(report.account)}, read ${text(report.takenAt)}</p>
<h1>${text(headlineOf(report))}</h1>
<p class="quiet">Demonstrated in an emulator: nothing was tried on the account itself.</p>
${counts(report)}
</header>
${reachSection(report)}
${administratorSection(report)}
${findings.length === 0 ? '' : `<section><h2>Findings</h2>\n${findings.map((finding, index) => findingArticle(finding, `finding-${index}`)).join('\n')}\n</section>`}
${isolationSection(report)}
${verdictList('Unknown', unknown)}
${listSection('Not read', report.unread)}
${listSection('Never read (RCH-07)', neverRead(report.coverage))}
${noSecrets(report)}
${passes.length === 0 ? '' : `<section><h2>Passed, having been tried</h2>\n${passes.map((pass, index) => passDetails(pass, `pass-${index}`)).join('\n')}\n</section>`}
</main>
</body>
</html>
`;
}

function counts({ summary }: Report): string {
  const found = severities.map((severity) => `<li class="${severity}"><b>${summary[severity]}</b> ${severity}</li>`);
  const others = [`<li><b>${summary.passed}</b> passed</li>`, `<li><b>${summary.unknown}</b> unknown</li>`];
  const suppressed = summary.suppressed === undefined ? [] : [`<li><b>${summary.suppressed}</b> suppressed</li>`];
  return `<ul class="counts">${[...found, ...others, ...suppressed].join('')}</ul>`;
}

function reachSection({ pools, reach }: Report): string {
  const tables = pools.map(({ id, name, account }) => {
    const rows = reach.filter((line) => line.pool === id && line.account === account).map(
      ({ check, who, flow, role, credentials, worst, severity }) =>
        `<tr><td class="code">${text(check)}</td><td>${text(who)}</td><td>${flow}</td><td>${credentials === null ? 'unknown' : credentials ? 'yes' : 'no'}</td><td class="code">${text(role?.slice(role.lastIndexOf('/') + 1) ?? '')}</td><td>${severity === null ? '' : `<span class="tag ${severity}">${severity}</span> `}${text(worst)}</td></tr>`,
    );
    return `<h3>${text(name)} <span class="quiet code">${text(name === id ? '' : id)}${account === undefined ? '' : ` ${text(account)}`}</span></h3>
<div class="wide" tabindex="0" role="region" aria-label="Who gets credentials"><table><thead><tr><th>Code</th><th>Who</th><th>Flow</th><th>Credentials</th><th>Role</th><th>The worst that they allow</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
  });
  return tables.length === 0 ? '' : `<section><h2>Who gets credentials, and the worst each can do</h2>\n${tables.join('\n')}\n</section>`;
}

function administratorSection(report: Report): string {
  return listSection('The shortest way to administering the account (RCH-05)', report.administrator.map((path) => `${poolLabel(report, path)}: ${pathText(path)}`));
}

/** Mallory against Alice, for every statement that lets a role at data. */
function isolationSection(report: Report): string {
  const matrices = tellingMatrices(report.isolation).map((matrix) => {
    const title = `<h3>${text(poolLabel(report, matrix))} <span class="quiet">${text(matrixTitle(matrix))}</span></h3>`;
    if (matrix.unread !== null) return `${title}\n<p>Nobody can tell: ${text(matrix.unread)}</p>`;
    const rows = matrix.statements.map((row) => `<tr><td>${text(statementText(row))}</td>${dataUses.map((use) => isolationCell(row[use])).join('')}</tr>`);
    return `${title}
<div class="wide" tabindex="0" role="region" aria-label="Isolation of users"><table><thead><tr><th>Statement</th>${dataUses.map((use) => `<th>${use}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
  });
  if (matrices.length === 0) return '';
  return `<section><h2>Whether one user can touch what is another’s (RCH-06)</h2>\n<p>Mallory asks for what is Alice’s, with a session of the same role.</p>\n${matrices.join('\n')}\n</section>`;
}

const marks = { crossed: 'refused', depends: 'quiet', isolated: 'allowed', 'for everybody': 'quiet' } as const;

function isolationCell(cell: IsolationCell | null): string {
  return cell === null ? '<td class="quiet">–</td>' : `<td><span class="${marks[cell.answer]}">${text(cellText(cell))}</span> <span class="quiet code">${text(cell.resource)}</span></td>`;
}

function noSecrets({ coverage }: Report): string {
  const said = notSecretText(coverage);
  return said === '' ? '' : `<p class="quiet">${text(said)}</p>`;
}

function findingArticle(finding: ReportVerdict, id: string): string {
  const { check, title, severity = 'info', confidence, actor, resource, pool, message, why, proof, fix, references, unread = [], suppressed, secondOpinions } = finding;
  return `<article class="finding ${severity}">
<h3><span class="tag ${severity}">${severity}</span> ${check} ${text(title)}</h3>
<p class="message">${text(message)}</p>
${suppressed === undefined ? '' : `<p class="suppressed">Suppressed until ${text(suppressed.expires)}: ${text(suppressed.reason)}</p>`}
<p class="quiet">${[confidence, actor].filter((part) => part !== undefined).join(', ')}; ${resource.type} <span class="code">${text(resource.id)}</span> of <span class="code">${text(pool)}</span></p>
${why === undefined ? '' : `<p>${text(why)}</p>`}
${unread.length === 0 ? '' : `<p>Rests on what was not read: ${text(unread.join('; '))}</p>`}
${proof === undefined ? '' : run(proof, id)}
${opinionList(secondOpinions)}
${fix === undefined ? '' : fixPart(fix)}
${references.length === 0 ? '' : `<ul class="quiet">${references.map((reference) => `<li>${text(reference)}</li>`).join('')}</ul>`}
</article>`;
}

function opinionList(opinions: readonly SecondOpinion[] = []): string {
  return opinions.length === 0 ? '' : `<ul class="quiet">${opinions.map((opinion) => `<li>${text(opinionText(opinion))}</li>`).join('')}</ul>`;
}

function passDetails({ check, title, resource, message, proof, secondOpinions }: ReportVerdict, id: string): string {
  return `<details><summary>${check} ${text(title)}: ${text(resource.id)}</summary><p>${text(message)}</p>${proof === undefined ? '' : run(proof, id)}${opinionList(secondOpinions)}</details>`;
}

function run(proof: ReportRun, id: string): string {
  const { title, steps } = proof;
  return `<details><summary>Proof: ${text(title)}</summary>
${stageOf(proof, id)}
<details><summary>Requests, answers and decisions</summary><ol class="steps">${steps.map(stepItem).join('\n')}</ol></details></details>`;
}

function stepItem(step: ReportStep): string {
  const { operation, by, input, output, error, decisions = [], inside = [] } = step;
  const decided = decisions.map(({ principal, action, resource, answer, decidedBy }) => {
    const statement = decidedBy?.statement === undefined ? '' : `, statement ${decidedBy.statement + 1}${decidedBy.sid === undefined ? '' : ` (${text(decidedBy.sid)})`}`;
    const where = decidedBy === undefined ? '' : `, by ${decidedBy.layer === 'resource' ? 'the resource’s own policy' : `the ${decidedBy.layer} layer`}${decidedBy.policy === undefined ? '' : `: ${text(decidedBy.policy)}`}${statement}`;
    return `<li>IAM: <span class="code">${text(action)}</span> on <span class="code">${text(resource)}</span> for <span class="code">${text(principal)}</span>: <b>${answer}</b>${where}</li>`;
  });
  return `<li><p><b>${text(by)}</b> <span class="code">${text(operation)}</span> <span class="${error === undefined ? 'allowed' : 'refused'}">${text(outcomeOf(step))}</span></p>
${decided.length === 0 ? '' : `<ul>${decided.join('')}</ul>`}
${data('Request', input)}${error === undefined ? (output === undefined ? '' : data('Answer', output)) : data(`Error ${error.code}`, error.message)}
${inside.length === 0 ? '' : `<ol class="steps">${inside.map(stepItem).join('\n')}</ol>`}</li>`;
}

function data(title: string, value: unknown): string {
  return `<details><summary>${text(title)}</summary><pre>${lines(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2))}</pre></details>`;
}

const kinds: Readonly<Record<string, string>> = { '+': 'ins', '-': 'del' };

function fixPart({ summary, warning, patches, texts, replay, intended }: ReportFix): string {
  const diffs = patches.map(({ resource, diff }) => {
    const changed = diff.map((line) => {
      const tag = kinds[line.charAt(0)];
      return tag === undefined ? lines(line) : `<${tag}>${lines(line)}</${tag}>`;
    });
    return `<p class="quiet">${resource.type} <span class="code">${text(resource.id)}</span></p><pre class="diff">${changed.join('\n')}</pre>`;
  });
  const uses = intended.map(({ title, works }) => `<li>${works ? 'still works' : 'no longer works'}: ${text(title)}</li>`);
  return `<details class="fix" open><summary>Fix: ${text(summary)}</summary>
${warning === undefined ? '' : `<p><b>Mind:</b> ${text(warning)}</p>`}
<p>After it: ${text(replay.says)}</p>
${uses.length === 0 ? '' : `<ul>${uses.join('')}</ul>`}
${diffs.join('\n')}
${texts.map(({ tool, text: code }) => `<details><summary>${tool}</summary><pre>${lines(code)}</pre></details>`).join('\n')}
</details>`;
}

function verdictList(title: string, verdicts: readonly ReportVerdict[]): string {
  return listSection(title, verdicts.map(({ check, resource, message }) => `${check} ${resource.id}: ${message}`));
}

function listSection(title: string, entries: readonly string[]): string {
  return entries.length === 0 ? '' : `<section><h2>${title}</h2><ul>${entries.map((entry) => `<li>${text(entry)}</li>`).join('')}</ul></section>`;
}
