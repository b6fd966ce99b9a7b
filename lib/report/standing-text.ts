import type { AdministratorPath } from '../audit/administrator-path';
import type { IsolationCell, IsolationMatrix, IsolationRow } from '../audit/isolation-matrix';
import type { Coverage } from '../audit/coverage';
import type { Report } from './report';

/** What a pool is called in a report: its name, and in a merged report its account. */
export function poolLabel({ pools }: Pick<Report, 'pools'>, { pool, account }: { readonly pool: string; readonly account?: string }): string {
  const name = pools.find((one) => one.id === pool && one.account === account)?.name ?? pool;
  return account === undefined ? name : `${name}, ${account}`;
}

/** The shortest way to administering the account, in a sentence. */
export function pathText({ from, steps, confidence, unread }: AdministratorPath): string {
  if (from === null) return unread.length > 0 ? `None in the data read, which is not all: ${unread.join('; ')}.` : 'None in the data read.';
  const who = `${from.who}, by the ${from.flow} flow as ${lastPart(from.role)}`;
  if (steps.length === 0) return `${who}: no step is needed, the role allows it.`;
  const way = steps.map(({ does, on }) => `${does}${on === null ? '' : ` (${lastPart(on)})`}`).join(', then ');
  const sure = confidence === 'proved' ? '' : ` ${confidence}${unread.length === 0 ? '' : `, resting on ${unread.join('; ')}`}.`;
  return `${who}, in ${steps.length === 1 ? 'one step' : `${steps.length} steps`}: ${way}.${sure}`;
}

/** “Anyone who signs up, as notes-signed-in”. */
export function matrixTitle({ who, role, flow }: IsolationMatrix): string {
  return `${who}, ${flow} flow, as ${lastPart(role)}`;
}

/** “statement 2 of notes-signed-in/OwnNotes (ListOwnPhotos)”. */
export function statementText({ policy, statement, sid }: IsolationRow): string {
  return `statement ${statement + 1} of ${policy}${sid === null ? '' : ` (${sid})`}`;
}

const answers: Readonly<Record<IsolationCell['answer'], string>> = { crossed: 'yes', depends: 'depends', isolated: 'no', 'for everybody': 'for everybody' };

/** Whether Mallory's request goes through: “yes: s3:GetObject”; a dash where the statement allows no such use. */
export function cellText(cell: IsolationCell | null): string {
  return cell === null ? '–' : `${answers[cell.answer]}: ${cell.action}`;
}

/** The matrices that have something to show. */
export function tellingMatrices(matrices: Report['isolation']): Report['isolation'] {
  return matrices.filter(({ statements, unread }) => statements.length > 0 || unread !== null);
}

/** What no report rests on, each once. */
export function neverRead(coverage: readonly Coverage[]): readonly string[] {
  return [...new Set(coverage.flatMap((each) => each.neverRead))];
}

/** Ids that are no secrets, in a sentence; empty when none is known. */
export function notSecretText(coverage: readonly Coverage[]): string {
  const ids = [...new Set(coverage.flatMap(({ notSecret }) => notSecret))];
  return ids.length === 0 ? '' : `Everybody who uses the application has these ids, and they are no secrets: ${ids.join(', ')}.`;
}

function lastPart(arn: string): string {
  return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
}
