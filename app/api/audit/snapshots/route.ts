import { keptSnapshots } from '@/app/audit/kept-snapshots';

export const dynamic = 'force-dynamic';

/** The snapshots that the user keeps on this computer. */
export async function GET(): Promise<Response> {
  return Response.json(await keptSnapshots(), { headers: { 'cache-control': 'no-store' } });
}
