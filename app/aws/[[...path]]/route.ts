import { answer } from '@/lib/wire/http';

/** The emulator in `next dev`; `npm start` answers `/aws` before Next sees it. */
export const dynamic = 'force-dynamic';

async function handle(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const body = new Uint8Array(await request.arrayBuffer());
  const answered = await answer({ method: request.method, url: `${pathname}${search}`, headers: Object.fromEntries(request.headers), body });
  const bodyless = answered.status === 204 || request.method === 'HEAD';
  return new Response(bodyless ? null : (answered.body as BodyInit), { status: answered.status, headers: answered.headers });
}

export { handle as DELETE, handle as GET, handle as HEAD, handle as OPTIONS, handle as PATCH, handle as POST, handle as PUT };
