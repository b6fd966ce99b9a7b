'use client';

import { Icon } from './icon';
import { themeKey } from './theme';

/** Turns light to dark and back, and remembers it in this browser. */
export function ThemeToggle() {
  return (
    <button className="btn btn-quiet btn-sq needs-js" type="button" aria-label="Switch theme" title="Switch theme" onClick={switchTheme}>
      <Icon name="sun" />
    </button>
  );
}

function switchTheme(): void {
  const root = document.documentElement;
  const dark = root.dataset.theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : root.dataset.theme === 'dark';
  const theme = dark ? 'light' : 'dark';
  root.dataset.theme = theme;
  try {
    localStorage.setItem(themeKey, theme);
  } catch {
    // A browser that keeps nothing keeps the theme for this page only.
  }
}
