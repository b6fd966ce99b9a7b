import { storiesFoundBy } from '../content/stories/headings';
import { numberOf } from '../content/walkthroughs/number';
import type { AnyCheck } from '../lib/audit/check';
import { checkNamed, checks } from '../lib/audit/checks/index';
import { standingQuestionNamed, standingQuestions, type StandingQuestion } from '../lib/audit/standing-questions';
import type { Io } from './io';
import { orSay, Problem } from './problem';
import { indented } from './wrap';

const usage = `Usage: lifeguard checks [CODE]

Lists the checks of an audit and the questions that every report answers, or says all about one: what it asks, why, how severity
comes about, when it errs, and the fix.
`;

/** The command `lifeguard checks`. @returns 0, or 2 when there is no such check */
export function checksCommand(args: readonly string[], io: Io): Promise<number> {
  return orSay(io, async () => {
    const [name, ...more] = args;
    if (name === '--help' || name === '-h') io.stdout.write(usage);
    else if (more.length > 0) throw new Problem('One check at a time: write for instance lifeguard checks TRU-02.');
    else if (name === undefined) io.stdout.write(catalogue());
    else io.stdout.write(`${named(name)}\n`);
    return 0;
  });
}

function named(name: string): string {
  const text = textAbout(name);
  if (text === undefined) throw new Problem(`There is no check “${name}”: lifeguard checks lists them.`);
  return text;
}

function catalogue(): string {
  const all = [...checks.toSorted((a, b) => (a.code < b.code ? -1 : 1)), ...standingQuestions];
  const width = Math.max(...all.map(({ name }) => name.length));
  return all.map(({ code, name, title }) => `${code}  ${name.padEnd(width)}  ${title}\n`).join('');
}

/** All about a check or a standing question, by its code or its name. */
export function textAbout(name: string): string | undefined {
  const check = checkNamed(name);
  if (check !== undefined) return checkText(check);
  const question = standingQuestionNamed(name);
  return question && questionText(question);
}

function questionText({ code, name, title, docs }: StandingQuestion): string {
  const sections = [
    ['What', docs.what],
    ['Why it matters', docs.why],
    ['What it does not say', docs.limits],
    ['Where', docs.where],
  ] as const;
  return [`${code} ${name}\n${title}\nAnswered in every report`, ...sections.map(([heading, text]) => `${heading}\n${indented(text)}`)].join('\n\n');
}

/** All about a check, for a terminal. */
function checkText({ code, name, title, resource, severityRule, docs, references, yieldsTo = [], examples }: AnyCheck): string {
  const stories = storiesFoundBy(code);
  const { fails, passes } = examples;
  const sections: readonly (readonly [string, string])[] = [
    ['What', docs.what],
    ['Why it matters', docs.why],
    ['Severity', severityRule],
    ['When it errs', docs.falsePositives],
    ['Fix', docs.fix],
    ...(yieldsTo.length === 0 ? [] : ([['Says less than', yieldsTo.join(', ')]] as const)),
    ['Fails for instance', fails.map((example) => example.title).join('\n')],
    ['Passes for instance', passes.map((example) => example.title).join('\n')],
    ['See it happen', stories.map((story) => `${numberOf(story)} ${story.title}: /learn/${story.slug} (lifeguard serve)`).join('\n')],
    ['References', references.map((reference) => (reference.url === undefined ? reference.title : `${reference.title}: ${reference.url}`)).join('\n')],
  ];
  const told = sections.filter(([, text]) => text !== '').map(([heading, text]) => `${heading}\n${indented(text)}`);
  return [`${code} ${name}\n${title}\nAbout ${resource}`, ...told].join('\n\n');
}
