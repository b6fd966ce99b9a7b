import { sceneOfLesson, type Walkthrough } from '@/content/walkthroughs/walkthrough';
import { allTokens } from './tokens';
import { jwksOf, signSealed, type PublicJwk } from '@/lib/wire/jwt';
import { decodeToken } from '@/lib/engine/token';
import type { Scene } from '@/lib/stage/scene';

/** A lesson's run as the player shows it: plain data, made on the server for the first paint and in the browser after a switch. */
export interface Run {
  readonly on: readonly string[];
  readonly scene: Scene;
  /** Every token of the run, by its text inside the engine, with a real signature. */
  readonly signed: Readonly<Record<string, string>>;
  /** The public keys that those signatures are checked with. */
  readonly keys: readonly PublicJwk[];
}

export async function runOf(walkthrough: Walkthrough, on: readonly string[]): Promise<Run> {
  const scene = sceneOfLesson(walkthrough, on);
  const tokens = allTokens(scene);
  const signed = await Promise.all(tokens.map(async (token) => [token, await signSealed(token)] as const));
  const headers = tokens.map((token) => decodeToken(token)?.header).filter((header) => header !== undefined);
  const keys = (['RS256', 'RS512'] as const).flatMap((alg) => {
    const kids = new Set(headers.filter((header) => header.alg === alg).map((header) => String(header.kid)));
    return jwksOf([...kids], alg).keys;
  });
  return { on, scene, signed: Object.fromEntries(signed), keys };
}
