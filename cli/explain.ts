import { explainError, type ErrorEntry } from '../content/errors';
import { checkNamed } from '../lib/audit/checks/index';
import { textAbout } from './checks';
import type { Io } from './io';
import { orSay, Problem } from './problem';
import { indented } from './wrap';

const usage = `Usage: lifeguard explain "ERROR TEXT"|CODE

What an error of Amazon Cognito, STS or IAM means, what leads to it, what to do, and where to see it happen; or what a check of the
audit asks (TRU-02, RCH-05). The text can be pasted as an SDK or a browser printed it; - is standard input.
`;

const atMost = 3;

/** The command `lifeguard explain`. @returns 0, or 2 when nothing is known about the text */
export function explainCommand(args: readonly string[], io: Io): Promise<number> {
  return orSay(io, async () => {
    const [first] = args;
    if (first === '--help' || first === '-h') {
      io.stdout.write(usage);
      return 0;
    }
    const text = (first === '-' ? await io.readInput() : args.join(' ')).trim();
    if (text === '') throw new Problem('Which error? Paste its text in quotation marks, as in lifeguard explain "Token is not from a supported provider of this identity pool."');
    io.stdout.write(`${textAbout(text) ?? explained(text)}\n`);
    return 0;
  });
}

function explained(text: string): string {
  const found = explainError(text);
  if (found.length === 0) throw new Problem(`Nothing is known about “${text.slice(0, 200)}”: try its code (NotAuthorizedException) or a part of its words.`);
  const more = found.length > atMost ? [`${found.length - atMost} more fit: ${found.slice(atMost).map(({ slug }) => slug).join(', ')}. Give more of the text.`] : [];
  return [...found.slice(0, atMost).map(entryText), ...more].join('\n\n');
}

function entryText({ code, message, status, operations, means, causes, fix, walkthrough, switch: turn, checks = [] }: ErrorEntry): string {
  const seen = walkthrough === undefined ? '' : `/learn/${walkthrough}${turn === undefined ? '' : `?x=${turn}`} (lifeguard serve)`;
  const parts = [
    `${code} (${status})${message === undefined ? '' : `: ${message}`}`,
    indented(means),
    `What leads to it\n${causes.map((cause) => indented(`- ${cause}`)).join('\n')}`,
    `What to do\n${indented(fix)}`,
    `Answered by\n${indented(operations.join(', '))}`,
    ...(seen === '' ? [] : [`See it happen\n${indented(seen)}`]),
    ...(checks.length === 0 ? [] : [`Found in an account by\n${indented(checks.map((name) => `${name} ${checkNamed(name)?.title ?? ''}`.trim()).join('\n'))}`]),
  ];
  return parts.join('\n\n');
}
