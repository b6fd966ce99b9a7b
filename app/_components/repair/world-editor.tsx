import { useMemo, useState } from 'react';
import '@/app/_styles/repair.css';
import { Icon } from '@/app/_components/icon';
import type { Vocabulary } from '@/lib/iam/complete';
import { fieldKey, type Edits, type Thing } from '@/lib/world/edit';
import { vocabularyOf } from '@/lib/world/policy-vocabulary';
import type { World } from '@/lib/world/world';
import { FieldEditor } from './field-editor';

/**
 * A world as forms, one for each resource. It keeps nothing itself: whoever shows it holds the edits, and says what is wrong with
 * them (`problems`, by field). `first` are the things to show at once; the others wait behind a button.
 */
export function WorldEditor({
  world,
  things,
  first,
  edits,
  problems,
  onEdit,
}: {
  readonly world: World;
  readonly things: readonly Thing[];
  readonly first: readonly string[];
  readonly edits: Edits;
  readonly problems: Readonly<Record<string, string>>;
  /** Undefined takes an edit back. */
  onEdit(key: string, raw: string | undefined): void;
}) {
  const [all, setAll] = useState(false);
  const vocabulary = useMemo(() => vocabularyOf(world), [world]);
  const others = things.filter((thing) => !first.includes(thing.key));
  const shown = all ? things : things.filter((thing) => first.includes(thing.key) || isEdited(thing, edits));
  return (
    <div className="world own-keys">
      {shown.map((thing) => (
        <ThingEditor key={thing.key} thing={thing} edits={edits} problems={problems} vocabulary={vocabulary} onEdit={onEdit} />
      ))}
      {others.length === 0 ? null : (
        <button className="btn btn-quiet" type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Only what this run touches' : `${others.length} more that this run does not touch`}
        </button>
      )}
    </div>
  );
}

/** One resource. Its fields are made when it is opened. */
function ThingEditor({
  thing,
  edits,
  problems,
  vocabulary,
  onEdit,
}: {
  readonly thing: Thing;
  readonly edits: Edits;
  readonly problems: Readonly<Record<string, string>>;
  readonly vocabulary: Vocabulary;
  onEdit(key: string, raw: string | undefined): void;
}) {
  const [open, setOpen] = useState(() => isEdited(thing, edits));
  return (
    <details className="thing" open={open} onToggle={(event) => setOpen(event.currentTarget.open)} data-thing={thing.key}>
      <summary>
        <Icon name="down" className="i-s" />
        <span>
          {thing.kind} <b>{thing.name}</b>
        </span>
        <Edited thing={thing} edits={edits} />
      </summary>
      {open ? (
        <div className="fields">
          {thing.fields.map((field) => {
            const key = fieldKey(thing, field);
            const raw = edits[key] ?? field.raw;
            return (
              <FieldEditor
                key={key}
                id={key}
                field={field}
                raw={raw}
                problem={problems[key]}
                vocabulary={vocabulary}
                onRaw={(typed) => onEdit(key, typed === field.raw ? undefined : typed)}
                onUndo={raw === field.raw ? undefined : () => onEdit(key, undefined)}
              />
            );
          })}
        </div>
      ) : null}
    </details>
  );
}

function Edited({ thing, edits }: { readonly thing: Thing; readonly edits: Edits }) {
  const count = thing.fields.filter((field) => edits[fieldKey(thing, field)] !== undefined).length;
  return count === 0 ? null : <span className="edited">{count === 1 ? '1 change' : `${count} changes`}</span>;
}

function isEdited(thing: Thing, edits: Edits): boolean {
  return thing.fields.some((field) => edits[fieldKey(thing, field)] !== undefined);
}
