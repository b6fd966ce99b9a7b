import { decodeToken } from '../engine/token';
import type { Step } from '../engine/trace';
import type { Beat } from './beats';
import { chipNames } from './chip';
import { differences } from './difference';
import type { Scene } from './scene';

/** Something in which two runs are not alike at a row. */
export interface Contrast {
  /** "Logins.cognito-idp…", "aud of the ID token", "IAM’s decision on s3:GetObject". */
  readonly what: string;
  /** Undefined where this run has nothing of the kind. */
  readonly left: string | undefined;
  readonly right: string | undefined;
}

/** A row of two runs laid beside each other: what only one of them has stands alone. */
export interface ComparedRow {
  readonly left?: Beat;
  readonly right?: Beat;
  readonly contrasts: readonly Contrast[];
}

/** Two runs, row by row, in the order of both. Rows that neither reached are left out. */
export function compareScenes(left: Scene, right: Scene): readonly ComparedRow[] {
  const [lefts, rights] = [reached(left), reached(right)];
  return aligned(lefts.map(({ key }) => key), rights.map(({ key }) => key), lefts.map(sortOf(left)), rights.map(sortOf(right))).map(([l, r]) => {
    const here = l === undefined ? undefined : lefts[l];
    const there = r === undefined ? undefined : rights[r];
    return {
      ...(here === undefined ? {} : { left: here }),
      ...(there === undefined ? {} : { right: there }),
      contrasts: here === undefined || there === undefined ? [] : contrastsOf([here, left.steps[here.step]], [there, right.steps[there.step]]),
    };
  });
}

/** The first row at which the runs part: something differs there, or one of them stands alone. */
export function firstContrast(rows: readonly ComparedRow[]): number | undefined {
  const index = rows.findIndex(({ left, right, contrasts }) => left === undefined || right === undefined || contrasts.length > 0);
  return index < 0 ? undefined : index;
}

function reached({ beats }: Scene): readonly Beat[] {
  return beats.filter(({ ghost }) => !ghost);
}

/** Runs of different walkthroughs name their calls differently: there, beats are the same that are the same call, the same way. */
function sortOf({ steps }: Scene): (beat: Beat) => string {
  return ({ kind, step, label }) => (kind === 'local' ? `local ${label.text}` : `${kind} ${steps[step]?.operation ?? step}`);
}

type Pair = readonly [left: number | undefined, right: number | undefined];

/** The longest common order of two lists, in which two items are the same by key, or else by sort. */
function aligned(leftKeys: readonly string[], rightKeys: readonly string[], leftSorts: readonly string[], rightSorts: readonly string[]): readonly Pair[] {
  const sharesKeys = leftKeys.some((key) => rightKeys.includes(key));
  const [lefts, rights] = sharesKeys ? [leftKeys, rightKeys] : [leftSorts, rightSorts];
  const width = rights.length + 1;
  /** How many rows can still be paired from here on. */
  const best = new Uint16Array((lefts.length + 1) * width);
  const at = (l: number, r: number): number => best[l * width + r] ?? 0;
  for (let l = lefts.length - 1; l >= 0; l--) {
    for (let r = rights.length - 1; r >= 0; r--) {
      best[l * width + r] = lefts[l] === rights[r] ? at(l + 1, r + 1) + 1 : Math.max(at(l + 1, r), at(l, r + 1));
    }
  }
  const pairs: Pair[] = [];
  let [l, r] = [0, 0];
  while (l < lefts.length || r < rights.length) {
    if (l < lefts.length && r < rights.length && lefts[l] === rights[r]) pairs.push([l++, r++]);
    else if (r >= rights.length || (l < lefts.length && at(l + 1, r) >= at(l, r + 1))) pairs.push([l++, undefined]);
    else pairs.push([undefined, r++]);
  }
  return pairs;
}

type Told = readonly [beat: Beat, step: Step | undefined];

function contrastsOf([left, here]: Told, [right, there]: Told): readonly Contrast[] {
  const label = left.label.text === right.label.text ? [] : [{ what: 'What it is', left: left.label.text, right: right.label.text }];
  if (here === undefined || there === undefined || left.kind === 'local') return label;
  if (left.kind === 'request') return [...valueContrasts(here.sent, there.sent), ...signatureContrast(here, there)];
  return [
    ...answerContrast(here, there),
    ...valueContrasts(here.output ?? {}, there.output ?? {}, here.error === undefined && there.error === undefined),
    ...decisionContrasts(here, there),
  ];
}

/** Tokens are compared claim by claim: as texts they would differ from end to end. */
function valueContrasts(left: unknown, right: unknown, wanted = true): readonly Contrast[] {
  if (!wanted) return [];
  return differences(left, right).flatMap(({ path, here, good }) => {
    const [a, b] = [here, good].map((value) => (typeof value === 'string' ? decodeToken(value)?.claims : undefined));
    if (a === undefined || b === undefined) return [{ what: path, left: written(here), right: written(good) }];
    const claims = differences(a, b).map((claim) => ({ what: `${claim.path} in ${path}`, left: written(claim.here), right: written(claim.good) }));
    return claims.length > 0 ? claims : [{ what: `signature of ${path}`, left: 'as issued', right: 'another' }];
  });
}

function signatureContrast(here: Step, there: Step): readonly Contrast[] {
  const by = (step: Step): string => step.signedBy?.arn ?? 'nobody';
  return by(here) === by(there) ? [] : [{ what: 'Signed by', left: by(here), right: by(there) }];
}

function answerContrast({ error: left }: Step, { error: right }: Step): readonly Contrast[] {
  const answer = (error: Step['error']): string => (error === undefined ? '200' : `${error.status} ${error.code}`);
  return answer(left) === answer(right) ? [] : [{ what: 'Answer', left: answer(left), right: answer(right) }];
}

function decisionContrasts(left: Step, right: Step): readonly Contrast[] {
  const actions = [...new Set([...left.decisions, ...right.decisions].map(({ request }) => request.action))];
  return actions.flatMap((action) => {
    const [a, b] = [left, right].map(({ decisions }) => decisions.find(({ request }) => request.action === action)?.answer);
    return a === b ? [] : [{ what: `IAM’s decision on ${action}`, left: a, right: b }];
  });
}

const longest = 120;

function written(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** "carries Ana’s ID token", for the reader who does not see chips. */
export function carriedBy({ carries }: Beat): string {
  return carries.map(({ kind }) => chipNames[kind].full).join(', ');
}
