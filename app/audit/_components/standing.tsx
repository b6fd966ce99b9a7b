import { Fragment } from 'react';
import Link from 'next/link';
import { VerdictMark, type MarkKind } from '@/app/_components/verdict-mark';
import { dataUses, type IsolationCell } from '@/lib/audit/isolation-matrix';
import { standingQuestionNamed, type StandingCode, type StandingQuestion } from '@/lib/audit/standing-questions';
import type { Standing } from '@/lib/report/standing';
import { cellText, matrixTitle, neverRead, notSecretText, pathText, poolLabel, statementText, tellingMatrices } from '@/lib/report/standing-text';

const marks: Readonly<Record<IsolationCell['answer'], MarkKind>> = { crossed: 'no', depends: 'wait', isolated: 'ok', 'for everybody': 'match' };

/** What every report answers, whatever was found: how far it is to administering, who is kept apart, and what nobody read. */
export function StandingQuestions({ standing }: { readonly standing: Standing }) {
  const { administrator, coverage } = standing;
  if (administrator.length === 0 && coverage.length === 0) return null;
  return (
    <section className="standing" aria-labelledby="standing-title">
      <h2 className="h-sec" id="standing-title">
        How far it goes
      </h2>
      <div className="standing-grid">
        <section aria-labelledby="RCH-05">
          <Title code="RCH-05" />
          <ul className="standing-ways">
            {administrator.map((path) => (
              <li key={path.pool}>
                <VerdictMark kind={path.from !== null ? 'no' : path.unread.length > 0 ? 'skip' : 'ok'} />
                <span>
                  <b>{poolLabel(standing, path)}.</b> {pathText(path)}
                </span>
              </li>
            ))}
          </ul>
        </section>
        <Unread standing={standing} />
      </div>
      <Isolation standing={standing} />
    </section>
  );
}

function Title({ code }: { readonly code: StandingCode }) {
  const { name, title } = standingQuestionNamed(code) as StandingQuestion;
  return (
    <h3 id={code}>
      {title}{' '}
      <Link className="frule mono" href={`/checks/${name}`} prefetch={false}>
        {code}
      </Link>
    </h3>
  );
}

/** Two holders of each role, and whether one gets at what is the other's. */
function Isolation({ standing }: { readonly standing: Standing }) {
  const matrices = tellingMatrices(standing.isolation);
  if (matrices.length === 0) return null;
  return (
    <section aria-labelledby="RCH-06">
      <Title code="RCH-06" />
      <p className="standing-says">Alice and Mallory hold sessions of the same role. For each statement that lets the role at data: does Mallory’s request on what is Alice’s go through?</p>
      <div className="table-wrap" tabIndex={0} role="group" aria-label="Isolation of two users, scrollable">
        <table className="isolation">
          <thead>
            <tr>
              <th scope="col">Statement</th>
              {dataUses.map((use) => (
                <th key={use} scope="col">
                  {use}
                </th>
              ))}
            </tr>
          </thead>
          {matrices.map((matrix) => (
            <tbody key={`${matrix.pool} ${matrix.role}`}>
              <tr className="isolation-role">
                <th colSpan={dataUses.length + 1} scope="rowgroup">
                  {matrixTitle(matrix)}
                  {standing.pools.length > 1 ? <span> {poolLabel(standing, matrix)}</span> : null}
                </th>
              </tr>
              {matrix.unread === null ? null : (
                <tr>
                  <td colSpan={dataUses.length + 1}>Nobody can tell: {matrix.unread}</td>
                </tr>
              )}
              {matrix.statements.map((row) => (
                <tr key={`${row.policy} ${row.statement}`}>
                  <th scope="row">{statementText(row)}</th>
                  {dataUses.map((use) => (
                    <Cell key={use} cell={row[use]} />
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function Cell({ cell }: { readonly cell: IsolationCell | null }) {
  if (cell === null) {
    return (
      <td className="isolation-none">
        <span aria-hidden="true">–</span>
        <span className="sr">not allowed</span>
      </td>
    );
  }
  const [answer, action] = cellText(cell).split(/: (.*)/s);
  return (
    <td className={cell.answer === 'crossed' ? 'isolation-crossed' : undefined}>
      <VerdictMark kind={marks[cell.answer]} /> <b>{answer}</b> <code>{action}</code>
      <code className="isolation-on">
        {cell.resource.replace(/^arn:[\w-]+:[\w-]+:[\w-]*:\d*:/, '').split(/(?<=[/:}])/).map((part, index) => (
          <Fragment key={index}>
            {part}
            <wbr />
          </Fragment>
        ))}
      </code>
    </td>
  );
}

/** What the answers do not rest on. */
function Unread({ standing }: { readonly standing: Standing }) {
  const { coverage } = standing;
  const inVain = [...new Set(coverage.flatMap(({ unread }) => unread))];
  const notSecret = notSecretText(coverage);
  return (
    <section aria-labelledby="RCH-07">
      <Title code="RCH-07" />
      {inVain.length === 0 ? <p className="standing-says">Nothing that was asked for is missing.</p> : null}
      <ul className="standing-list">
        {inVain.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
      <details className="about">
        <summary>What no audit of this kind reads</summary>
        <ul>
          {neverRead(coverage).map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
      </details>
      {notSecret === '' ? null : (
        <details className="about">
          <summary>Ids that are no secrets</summary>
          <p>{notSecret}</p>
        </details>
      )}
    </section>
  );
}
