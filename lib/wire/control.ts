import { tokensOut } from './border/tokens';
import { textOf } from './bytes';
import type { Emulator, SavedState } from './emulator';
import { emulated } from './emulated';
import { addressOf, json, type WireRequest, type WireResponse } from './message';

/** Our own endpoints, which AWS does not have. */
const prefix = '/_lifeguard/';

/**
 * Answers `/aws/_lifeguard/…`, or undefined for any other path:
 * `GET emulated` lists what is emulated; `GET clock`, `POST clock {"move": seconds}`; `POST reset`;
 * `POST provider-sign-in {"Provider", "ClientId", "Subject", "Claims"}` gives the token of a made-up provider outside AWS;
 * `GET mail` shows the codes and passwords that were sent to people, the newest last;
 * `GET state` saves all (with the passwords and keys of the emulated account), `PUT state` loads it.
 */
export async function control(request: WireRequest, emulator: Emulator): Promise<WireResponse | undefined> {
  const { path } = addressOf(request);
  if (!path.startsWith(prefix)) return undefined;
  if (!isFromHere(request)) return json(403, { error: 'Only this computer may control the emulator, and no page of another origin.' });
  const command = `${request.method} ${path.slice(prefix.length)}`;
  const answer = commands[command];
  if (answer === undefined) return json(404, { error: `There is no “${command}”.`, commands: Object.keys(commands) });
  const body = bodyOf(request);
  if (body === undefined) return json(400, { error: 'The body is no JSON object.' });
  return answer(emulator, body);
}

type Body = Readonly<Record<string, unknown>>;

const commands: Readonly<Record<string, (emulator: Emulator, body: Body) => WireResponse | Promise<WireResponse>>> = {
  'GET emulated': () => json(200, emulated()),
  'GET clock': (emulator) => json(200, clock(emulator)),
  'POST clock': (emulator, { move }) => {
    if (typeof move !== 'number' || !Number.isFinite(move)) return json(400, { error: 'Say by how many seconds: {"move": 3600}.' });
    emulator.moveClock(Math.trunc(move));
    return json(200, clock(emulator));
  },
  'POST reset': (emulator) => {
    emulator.reset();
    return json(200, clock(emulator));
  },
  'POST provider-sign-in': async (emulator, body) => {
    const { output = {} } = emulator.perform('outside-provider:SignIn', body, { kind: 'anonymous' });
    return json(200, await tokensOut(output));
  },
  'GET mail': ({ state }) => json(200, [...(state.records.code ?? [])].map(([about, { code, to, expiresAt }]) => ({ to, about, code, expiresAt }))),
  'GET state': (emulator) => json(200, emulator.save()),
  'PUT state': (emulator, body) => {
    try {
      emulator.load(body as unknown as SavedState);
    } catch (error) {
      return json(400, { error: error instanceof Error ? error.message : String(error) });
    }
    return json(200, clock(emulator));
  },
};

function clock(emulator: Emulator) {
  return { now: emulator.clock(), ahead: emulator.ahead };
}

/** Not from another port of this computer either, where somebody's half-finished application may be. */
function isFromHere({ headers }: WireRequest): boolean {
  const { host, origin, 'sec-fetch-site': site } = headers;
  return (origin === undefined || origin === `http://${host}`) && (site === undefined || site === 'same-origin' || site === 'none');
}

function bodyOf({ body }: WireRequest): Body | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(textOf(body));
    return typeof value === 'object' && value !== null ? (value as Body) : undefined;
  } catch {
    return undefined;
  }
}
