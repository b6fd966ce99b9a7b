import { readFileSync } from 'node:fs';

/** The version of this tool, from package.json: one folder up from cli/ and from the bundle in dist/ alike. */
export function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return manifest.version;
}
