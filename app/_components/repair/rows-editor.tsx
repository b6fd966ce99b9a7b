import { Icon } from '@/app/_components/icon';
import { rowsIn, type Column, type Row } from '@/lib/world/edit-field';

/** A list of small records: each row has its own fields, and can be taken away. */
export function RowsEditor({ label, columns, raw, onRaw }: { readonly label: string; readonly columns: readonly Column[]; readonly raw: string; onRaw(raw: string): void }) {
  const rows = rowsIn(raw) ?? [];
  const write = (next: readonly Row[]): void => onRaw(JSON.stringify(next));
  const change = (at: number, field: string, value: unknown): void => write(rows.map((row, index) => (index === at ? { ...row, [field]: value } : row)));
  return (
    <div className="record-rows">
      {rows.map((row, index) => (
        <div key={index} className="record">
          {columns.map((column) => (
            <label key={column.field}>
              <span>
                {column.field} <span className="sr">of row {index + 1}</span>
              </span>
              <Cell column={column} value={row[column.field]} onValue={(value) => change(index, column.field, value)} />
            </label>
          ))}
          <button className="btn btn-quiet btn-sq" type="button" aria-label={`Take row ${index + 1} of ${label} away`} onClick={() => write(rows.filter((_row, at) => at !== index))}>
            <Icon name="close" />
          </button>
        </div>
      ))}
      <button className="btn" type="button" onClick={() => write([...rows, emptyRow(columns)])}>
        Add a row
      </button>
    </div>
  );
}

function Cell({ column, value, onValue }: { readonly column: Column; readonly value: unknown; onValue(value: unknown): void }) {
  if (column.input === 'flag') return <input type="checkbox" checked={value === true} onChange={(event) => onValue(event.target.checked)} />;
  const text = typeof value === 'string' ? value : '';
  if (column.input === 'text') return <input type="text" spellCheck={false} value={text} onChange={(event) => onValue(event.target.value)} />;
  const options = column.options ?? [];
  return (
    <select value={text} onChange={(event) => onValue(event.target.value)}>
      {options.some((option) => option.value === text) ? null : <option value={text}>{text === '' ? 'choose…' : text}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </select>
  );
}

function emptyRow(columns: readonly Column[]): Row {
  return Object.fromEntries(columns.map((column) => [column.field, column.input === 'flag' ? false : '']));
}
