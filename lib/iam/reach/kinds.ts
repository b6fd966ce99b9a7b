import type { Catalogue, ResourceUse } from '../catalogue/catalogue';

/** The actions of a catalogue by kind. */
export interface Kinds {
  /** A number from 1 for each action; 0 for those that are looked at by name. */
  readonly at: Uint16Array;
  /** One more than the highest number. */
  readonly count: number;
}

const remembered = new WeakMap<Catalogue, Kinds>();

/**
 * Numbers the actions of a catalogue: of the same kind are those that take the same resource types and carry the same keys, so that
 * policies which speak of both cannot tell them apart. A fifth as many answers are then looked for as there are actions.
 */
export function kindsOf(catalogue: Catalogue, byName: (action: string) => boolean): Kinds {
  const known = remembered.get(catalogue);
  if (known) return known;
  const { actions } = catalogue;
  const at = new Uint16Array(actions.length);
  const numbers = new Map<readonly ResourceUse[], Map<readonly string[], number>>();
  let count = 1;
  actions.forEach(({ name, resources, conditionKeys }, position) => {
    if (byName(name)) return;
    const ofTypes = numbers.get(resources) ?? new Map<readonly string[], number>();
    numbers.set(resources, ofTypes);
    const number = ofTypes.get(conditionKeys) ?? count++;
    ofTypes.set(conditionKeys, number);
    at[position] = number;
  });
  const kinds = { at, count };
  remembered.set(catalogue, kinds);
  return kinds;
}
