import type { ReactNode } from 'react';

/** A labelled field that the browser neither completes, nor spells, nor keeps, with what is wrong with it. */
export function Field({
  name,
  label,
  hint,
  problem,
  secret,
  long,
  placeholder,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string;
  readonly secret?: boolean;
  readonly long?: boolean;
  readonly placeholder?: string;
}) {
  const described = [hint === undefined ? '' : `${name}-hint`, problem === undefined ? '' : `${name}-problem`].join(' ').trim();
  const common = {
    name,
    id: `field-${name}`,
    placeholder,
    autoComplete: 'off',
    autoCapitalize: 'none',
    spellCheck: false,
    'aria-invalid': problem === undefined ? undefined : true,
    'aria-describedby': described === '' ? undefined : described,
  } as const;
  return (
    <div className="live-field">
      <label htmlFor={`field-${name}`}>{label}</label>
      {long === true ? <textarea rows={4} {...common} /> : <input type={secret === true ? 'password' : 'text'} {...common} />}
      {hint === undefined ? null : (
        <small id={`${name}-hint`}>{hint}</small>
      )}
      {problem === undefined ? null : (
        <p className="live-problem" id={`${name}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

/** One choice of a few, as radio buttons. */
export function Choices<T extends string>({
  name,
  legend,
  value,
  options,
  onChange,
}: {
  readonly name: string;
  readonly legend: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, name: string, hint?: string])[];
  onChange(value: T): void;
}) {
  return (
    <fieldset className="live-choices">
      <legend>{legend}</legend>
      {options.map(([option, text, hint]) => (
        <label key={option}>
          <input type="radio" name={name} value={option} checked={option === value} onChange={() => onChange(option)} />
          <span>
            {text}
            {hint === undefined ? null : <small>{hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
