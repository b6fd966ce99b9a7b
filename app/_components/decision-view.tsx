import type { Explanation, LayerExplanation, StatementExplanation } from '@/lib/iam/decision';
import { PolicyText } from './policy-text';
import { CodeText } from './rich-text';
import { VerdictMark, type MarkKind } from './verdict-mark';

const layerNames: Readonly<Record<LayerExplanation['layer'], string>> = {
  identity: 'The role’s policies',
  session: 'Session policies',
  boundary: 'Permissions boundary',
  resource: 'The resource’s own policy',
  'service-control': 'Service control policies',
  'resource-control': 'Resource control policies',
};

/** A question to IAM and its answer, statement by statement. `detail` is the statement that the address points at. */
export function DecisionView({
  decision,
  policies,
  detail,
}: {
  readonly decision: Explanation;
  readonly policies: Readonly<Record<string, string>>;
  readonly detail?: string;
}) {
  const { request, layers } = decision;
  const trust = request.action.startsWith('sts:AssumeRole');
  const told = layers.filter((layer) => layer.statements.length > 0);
  return (
    <div className="decision">
      <div className="req">
        <span>{trust ? 'May' : 'May this session do'}</span> <code>{trust ? request.principal : request.action}</code>{' '}
        {trust ? (
          <>
            <span>do</span> <code>{request.action}</code>{' '}
          </>
        ) : null}
        <span>on</span>
        <code className="arn">{request.resource}</code>
      </div>
      {told.map((layer) => (
        <section key={layer.layer}>
          {told.length === 1 && !trust ? null : <h2 className="layer-name">{trust && layer.layer === 'resource' ? 'The role’s trust policy' : layerNames[layer.layer]}</h2>}
          <ol className="stmts">
            {layer.statements.map((statement) => (
              <StatementView key={`${statement.policy} ${statement.index}`} statement={statement} only={layer.statements.length === 1} pointed={detail !== undefined && detail === statement.sid} />
            ))}
          </ol>
          {layer.statements.length > 0 ? null : <p className="ahead">
              <CodeText text={layer.why} />
            </p>}
        </section>
      ))}
      <Verdict decision={decision} />
      {[...new Set(layers.flatMap((layer) => layer.statements.map((one) => one.policy)))].map((name) => {
        const text = policies[name];
        const lit = layers.flatMap((layer) => layer.statements).find((one) => one.policy === name && one.decides)?.span;
        return text === undefined ? null : (
          <details key={name} className="policy">
            <summary>
              The policy as written: <code>{name}</code>
            </summary>
            <PolicyText text={text} lit={lit} />
          </details>
        );
      })}
    </div>
  );
}

function StatementView({ statement, only, pointed }: { readonly statement: StatementExplanation; readonly only: boolean; readonly pointed: boolean }) {
  const { sid, index, effect, decides, matched, elements, conditions } = statement;
  const name = sid ?? (only ? 'the only statement' : `statement ${index + 1}`);
  const substituted = elements.flatMap((element) => element.entries).filter((entry) => entry.written.includes('${'));
  const against = elements.find((element) => element.matched === 'no');
  return (
    <li className={`stmt${decides ? ' hit' : ''}${pointed ? ' pointed' : ''}`} data-detail={sid}>
      <div className="sh">
        <span className="eff">{effect}</span>
        <b className={sid === undefined ? undefined : 'mono'}>{name}</b>
        <span className={`res${decides && effect === 'Allow' ? ' decides' : ''}${decides && effect === 'Deny' ? ' denies' : ''}`}>
          <VerdictMark kind={markOf(statement)} />
          {decides ? 'decides' : matched === 'yes' ? 'matches' : matched === 'unknown' ? 'depends' : 'no match'}
        </span>
      </div>
      {substituted.map((entry) => (
        <dl key={entry.written} className="mono sub">
          <dt>written</dt>
          <dd>{entry.written}</dd>
          <dt>here</dt>
          <dd>{entry.here === undefined ? <span className="c-refused">no value, so it matches nothing</span> : <Filled written={entry.written} here={entry.here} />}</dd>
        </dl>
      ))}
      <p>
        <CodeText text={against?.why ?? inFavour(statement)} />
      </p>
      {against !== undefined || conditions.length === 0 ? null : (
        <ul className="conditions">
          {conditions.map((condition) => (
            <li key={`${condition.operator} ${condition.key}`}>
              <VerdictMark kind={condition.matched === 'yes' ? 'match' : condition.matched === 'no' ? 'no' : 'skip'} />
              <div>
                <code>{condition.operator}</code> <code>{condition.key}</code>
                <dl className="mono sub">
                  <dt>wanted</dt>
                  <dd>{condition.expected.map((one) => one.here ?? one.written).join(', ')}</dd>
                  <dt>here</dt>
                  <dd className={condition.matched === 'no' ? 'c-refused' : undefined}>{condition.actual === undefined ? 'nothing' : condition.actual.join(', ')}</dd>
                </dl>
              </div>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** That the elements match, in few words: what was filled in stands above. */
function inFavour({ elements, conditions }: StatementExplanation): string {
  const names = elements.map((element) => element.element.toLowerCase());
  const filled = elements.some((element) => element.by?.written.includes('${') === true);
  const list = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const matching = `${list.charAt(0).toUpperCase()}${list.slice(1)} ${names.length === 1 ? 'matches' : 'match'}`;
  return `${matching}${filled ? ' once the variable is filled in' : ''}${conditions.length === 0 ? '.' : '; then the conditions:'}`;
}

/** The value with what was filled in lit. */
function Filled({ written, here }: { readonly written: string; readonly here: string }) {
  const start = written.indexOf('${');
  const rest = written.slice(written.indexOf('}', start) + 1);
  const plain = start >= 0 && !rest.includes('${') && here.startsWith(written.slice(0, start)) && here.endsWith(rest);
  if (!plain) return here;
  return (
    <>
      {here.slice(0, start)}
      <b className="cr">{here.slice(start, here.length - rest.length)}</b>
      {rest}
    </>
  );
}

function markOf({ matched, decides, effect }: StatementExplanation): MarkKind {
  if (decides) return effect === 'Allow' ? 'ok' : 'no';
  return matched === 'yes' ? 'match' : 'skip';
}

function Verdict({ decision }: { readonly decision: Explanation }) {
  const { answer, decidedBy, message, because } = decision;
  const allowed = answer === 'Allowed';
  const by = decidedBy?.sid ?? decidedBy?.policy;
  const title = { Allowed: 'Allowed', ExplicitlyDenied: 'Denied', ImplicitlyDenied: 'Not allowed', Depends: 'That depends' }[answer];
  const why = allowed ? 'An Allow matches and no Deny does.' : (because ?? message ?? 'What is not allowed is refused.');
  return (
    <div className={`verdict${allowed ? '' : ' verdict-no'}`}>
      <VerdictMark kind={allowed ? 'ok' : 'no'} />
      <div>
        <b>{by === undefined ? title : `${title} by ${by}`}</b>
        <span>{why.charAt(0).toUpperCase() + why.slice(1)}</span>
      </div>
    </div>
  );
}
