import { walkthroughNamed } from '@/content/walkthroughs';
import { runOf, type Run } from './run';

/**
 * The engine and the lesson, in the browser. It is loaded when somebody first reaches for a switch: until then the page shows
 * what the server ran.
 */
export async function runInBrowser(slug: string, on: readonly string[]): Promise<Run> {
  const load = walkthroughNamed(slug);
  if (load === undefined) throw new Error(`There is no walkthrough “${slug}”.`);
  return runOf(await load(), on);
}
