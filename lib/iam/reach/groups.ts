import type { LayeredStatement } from './statements';

/** Actions that exactly the same statements speak of: IAM cannot tell them apart but by resource and condition keys. */
export interface Groups {
  /** Ascending positions of the actions that some statement of the role's own policies allows. */
  readonly positions: Uint32Array;
  /** A number for each action's group. */
  groupAt(position: number): number;
  statementsOf(group: number): readonly LayeredStatement[];
}

const none = 0;

/** Sorts actions by the statements that cover them. Each step is a node of a tree: "the same statements as before, and this one". */
export function groupsOf(statements: readonly LayeredStatement[], actionCount: number): Groups {
  const groupAt = new Int32Array(actionCount);
  const parents: number[] = [none];
  const last: (LayeredStatement | undefined)[] = [undefined];

  const add = (statement: LayeredStatement, startsGroups: boolean): void => {
    const children = new Map<number, number>();
    let parent = -1;
    let child = -1;
    const { positions } = statement;
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i] as number;
      const before = groupAt[at] as number;
      if (before === none && !startsGroups) continue;
      if (before !== parent) {
        parent = before;
        child = children.get(parent) ?? -1;
        if (child < 0) {
          child = parents.push(parent) - 1;
          last.push(statement);
          children.set(parent, child);
        }
      }
      groupAt[at] = child;
    }
  };

  const starts = (statement: LayeredStatement): boolean =>
    statement.layer === 'identity' && !statement.compiled.denies;
  for (const statement of statements) if (starts(statement)) add(statement, true);
  for (const statement of statements) if (!starts(statement)) add(statement, false);

  const positions = new Uint32Array(actionCount);
  let count = 0;
  for (let at = 0; at < actionCount; at++) if (groupAt[at] !== none) positions[count++] = at;

  return {
    positions: positions.subarray(0, count),
    groupAt: (position) => groupAt[position] as number,
    statementsOf: (group) => {
      const found: LayeredStatement[] = [];
      for (let node = group; node !== none; node = parents[node] as number) found.push(last[node] as LayeredStatement);
      return found.reverse();
    },
  };
}
