import type { AppSetting } from './room';

/** Under which key the choice for a setting of the app is kept among the edits. */
export function appKey(setting: Pick<AppSetting, 'id'>): string {
  return `app ${setting.id}`;
}
