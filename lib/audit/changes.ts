import type { ResourceType } from '../world/resources';
import type { Resources, World } from '../world/world';
import type { Change } from './verdict';

/** What differs between two states of an account, resource by resource. */
export function changesBetween(before: World, after: World): readonly Change[] {
  const types = [...new Set([...Object.keys(before.resources), ...Object.keys(after.resources)])].sort() as ResourceType[];
  return types.flatMap((type) => {
    if (before.resources[type] === after.resources[type]) return [];
    const [old, fresh] = [tableOf(before.resources, type), tableOf(after.resources, type)];
    const ids = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
    return ids.filter((id) => old[id] !== fresh[id]).map((id): Change => ({ resource: { type, id }, before: old[id], after: fresh[id] }));
  });
}

function tableOf(resources: Resources, type: ResourceType): Readonly<Record<string, object | undefined>> {
  return resources[type] ?? {};
}
