import { identityVariable } from './own-folder';
import type { Edit, StatementObject } from './policy-edits';

/** The statement with one policy variable replaced by the identity ID's. */
export function withIdentityVariable(variable: string): Edit {
  const name = variable.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const used = new RegExp(`\\$\\{\\s*${name}\\s*(,[^}]*)?\\}`, 'gi');
  const replaced = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replace(used, () => identityVariable);
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, replaced(inner)]));
  };
  return (statement) => [replaced(statement) as StatementObject];
}
