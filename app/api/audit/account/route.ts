import { liveTarget } from '@/app/api/audit/live-target';
import { identityOfLive } from '@/lib/auditor/take-snapshot';
import { CannotCollect } from '@/lib/snapshot/collect';

/** Whose account would be read. */
export interface AccountToRead {
  readonly account: string;
  readonly arn: string;
  readonly region: string;
  readonly profile?: string;
}

export type AccountAnswer = AccountToRead | { readonly says: string };

/** Asks sts:GetCallerIdentity, and nothing else: the user sees the answer before anything is read. */
export async function POST(request: Request): Promise<Response> {
  const target = await liveTarget((await request.json().catch(() => ({}))) as object);
  if (typeof target === 'string') return answer({ says: target }, 400);
  try {
    const { account, arn } = await identityOfLive(target, request.signal);
    return answer({ account, arn, ...target });
  } catch (error) {
    return answer({ says: error instanceof CannotCollect ? error.message : `The account could not be told: ${error instanceof Error ? error.message : String(error)}` }, 502);
  }
}

function answer(body: AccountAnswer, status = 200): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
