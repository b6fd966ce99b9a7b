import { useId } from 'react';
import type { Vocabulary } from '@/lib/iam/complete';
import { linesOf, type Field, type Option } from '@/lib/world/edit-field';
import { PolicyEditor } from './policy-editor';
import { RowsEditor } from './rows-editor';

interface Props {
  /** The key of the edit, for tests and links. */
  readonly id: string;
  readonly field: Field;
  /** What stands in it now. */
  readonly raw: string;
  readonly problem: string | undefined;
  readonly vocabulary: Vocabulary;
  onRaw(raw: string): void;
  /** There when the field was changed. */
  readonly onUndo: (() => void) | undefined;
}

/** One setting, as AWS spells it: whatever kind it is, it is edited as text and says in a sentence what is wrong with it. */
export function FieldEditor({ id, field, raw, problem, vocabulary, onRaw, onUndo }: Props) {
  const own = useId();
  const described = [field.note === undefined ? '' : `${own}-note`, problem === undefined ? '' : `${own}-problem`].filter((one) => one !== '').join(' ');
  const aria = { id: own, 'aria-describedby': described === '' ? undefined : described, 'aria-invalid': problem === undefined ? undefined : (true as const) };
  const grouped = field.input.kind === 'set' || field.input.kind === 'rows' || field.input.kind === 'policy';
  return (
    <div className={`field${onUndo === undefined ? '' : ' field-changed'}`} data-field={id} role={grouped ? 'group' : undefined} aria-labelledby={grouped ? `${own}-label` : undefined} aria-describedby={grouped ? aria['aria-describedby'] : undefined}>
      <div className="field-head">
        {grouped ? (
          <span className="field-label" id={`${own}-label`}>
            {field.label}
          </span>
        ) : (
          <label className="field-label" htmlFor={own}>
            {field.label}
          </label>
        )}
        {onUndo === undefined ? null : (
          <>
            <span className="edited">changed</span>
            <button className="btn btn-quiet" type="button" aria-label={`Undo ${field.label}`} onClick={onUndo}>
              Undo
            </button>
          </>
        )}
      </div>
      {field.note === undefined ? null : (
        <p className="field-note" id={`${own}-note`}>
          {field.note}
        </p>
      )}
      <Input field={field} raw={raw} aria={aria} vocabulary={vocabulary} onRaw={onRaw} />
      {problem === undefined ? null : (
        <p className="field-problem" id={`${own}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

interface Aria {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

function Input({ field, raw, aria, vocabulary, onRaw }: Pick<Props, 'field' | 'raw' | 'vocabulary' | 'onRaw'> & { readonly aria: Aria }) {
  const { input } = field;
  switch (input.kind) {
    case 'flag':
      return <input {...aria} type="checkbox" checked={raw === 'true'} onChange={(event) => onRaw(String(event.target.checked))} />;
    case 'choice':
      return (
        <select {...aria} value={raw} onChange={(event) => onRaw(event.target.value)}>
          {input.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
      );
    case 'set':
      return <Checks options={input.options} raw={raw} onRaw={onRaw} />;
    case 'number':
      return <input {...aria} type="text" inputMode="numeric" value={raw} onChange={(event) => onRaw(event.target.value)} />;
    case 'text':
      return <input {...aria} type="text" spellCheck={false} value={raw} onChange={(event) => onRaw(event.target.value)} />;
    case 'lines':
      return <textarea {...aria} spellCheck={false} rows={Math.max(2, raw.split('\n').length)} value={raw} onChange={(event) => onRaw(event.target.value)} />;
    case 'rows':
      return <RowsEditor label={field.label} columns={input.columns} raw={raw} onRaw={onRaw} />;
    case 'policy':
      return <PolicyEditor label={field.label} text={raw} kind={input.policy} vocabulary={vocabulary} onText={onRaw} />;
  }
}

function Checks({ options, raw, onRaw }: { readonly options: readonly Option[]; readonly raw: string; onRaw(raw: string): void }) {
  const on = linesOf(raw);
  if (options.length === 0) return <p className="field-note">There is nothing to choose from.</p>;
  return (
    <div className="checks-list">
      {options.map(({ value, name }) => (
        <label key={value}>
          <input
            type="checkbox"
            checked={on.includes(value)}
            onChange={(event) => onRaw(event.target.checked ? [...on, value].join('\n') : on.filter((one) => one !== value).join('\n'))}
          />
          <code>{name}</code>
        </label>
      ))}
    </div>
  );
}
