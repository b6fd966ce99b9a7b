import { useEffect, useRef } from 'react';
import { Icon } from '@/app/_components/icon';

const keys: readonly (readonly [keys: readonly string[], says: string])[] = [
  [['Space', 'Enter'], 'one beat on; a second press finishes it'],
  [['←', '→'], 'previous and next step'],
  [['Home', 'End'], 'first and last step'],
  [['1', '9'], 'that step'],
  [['B'], 'the switches'],
  [['?'], 'this list'],
];

/** The keys of the player. They work while something in the player has the focus. */
export function KeysHelp({ open, onClose }: { readonly open: boolean; onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog className="keyhelp" ref={dialog} onClose={onClose} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl>
        {keys.map(([names, says]) => (
          <div key={says}>
            <dt>
              {names.map((name) => (
                <kbd key={name}>{name}</kbd>
              ))}
            </dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
      <p>They work while something in the player has the focus: press Tab, or click the stage.</p>
      <button className="btn btn-sq btn-quiet" type="button" aria-label="Close" onClick={onClose}>
        <Icon name="close" />
      </button>
    </dialog>
  );
}
