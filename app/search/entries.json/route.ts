import { searchEntries } from '../entries';

/** Everything that can be found, for the page that looks while somebody types. */
export const dynamic = 'force-static';

export async function GET(): Promise<Response> {
  return Response.json(await searchEntries());
}
