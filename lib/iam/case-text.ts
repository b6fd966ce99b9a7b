import type { Judged } from './cases';
import type { Dependency, LayerExplanation, StatementExplanation } from './decision';

/** A case and its answer, explained statement by statement, for a terminal. Ends without a line break. */
export function caseText({ case: each, question, explanation, asExpected }: Judged, position: number): string {
  const name = [each.id ?? `case ${position}`, each.title].filter((part) => part !== undefined).join(' ');
  const mark = asExpected === undefined ? '' : asExpected ? 'ok      ' : 'FAILED  ';
  const expected = asExpected === false ? `, but ${each.expected ?? ''} was expected` : '';
  return [
    `${mark}${name}: ${explanation.answer}${expected}`,
    ...(explanation.message === undefined ? [] : [`  ${explanation.message}`]),
    ...explanation.notes.map((note) => `  ${note}`),
    ...explanation.layers.flatMap(layerLines),
    ...explanation.dependsOn.flatMap(dependencyLines),
    ...question.findings.map(({ policy, finding, line }) => `  ${finding.level} in ${policy}, line ${line}: ${finding.message}`),
  ].join('\n');
}

function layerLines({ layer, answer, why, statements }: LayerExplanation): readonly string[] {
  return [`  ${layer}: ${answer}. ${why}`, ...statements.flatMap(statementLines)];
}

/** A statement that matches is explained whole; of one that does not, only what keeps it from matching. */
function statementLines({ policy, index, sid, effect, matched, decides, elements, conditions }: StatementExplanation): readonly string[] {
  const name = `${policy} statement ${index + 1}${sid === undefined ? '' : ` “${sid}”`}`;
  const verdict = { yes: 'matches', no: 'does not match', unknown: 'may match' }[matched];
  const parts = [
    ...elements.map((each) => ({ of: each.element as string, ...each })),
    ...conditions.map((each) => ({ of: `${each.operator} ${each.key}`, ...each })),
  ];
  const telling = parts.filter((each) => each.matched === matched || matched === 'yes');
  return [`    ${effect} ${name} ${verdict}${decides ? ' and decides' : ''}`, ...telling.map(({ of, why }) => `      ${of}: ${why}`)];
}

function dependencyLines({ key, when, otherwise }: Dependency): readonly string[] {
  const cases = when.map(({ value, answer }) => `${value === undefined ? 'absent' : `“${value}”`} ${answer}`);
  return [`  turns on ${key}: ${[...cases, `any other value ${otherwise}`].join('; ')}`];
}

/** How many cases came out as expected. */
export function summaryText(all: readonly Judged[]): string {
  const tested = all.filter(({ asExpected }) => asExpected !== undefined);
  const failed = tested.filter(({ asExpected }) => asExpected === false);
  const cases = all.length === 1 ? '1 case' : `${all.length} cases`;
  if (tested.length === 0) return `${cases}.`;
  return failed.length === 0 ? `${cases}, ${tested.length} as expected.` : `${cases}, ${failed.length} not as expected.`;
}
