import { sceneOfLesson, scenarioOf, type Narration, type Walkthrough } from '@/content/walkthroughs/walkthrough';
import type { Scenario } from '@/lib/engine/scenario';
import { decodeToken } from '@/lib/engine/token';
import type { Step } from '@/lib/engine/trace';
import type { Scene } from '@/lib/stage/scene';
import { programsOf, type Programs } from '@/lib/wire/code/program';
import { jwksOf, signSealed, type PublicJwk } from '@/lib/wire/jwt';
import { presentStep, type Presented } from '@/lib/wire/present';
import type { World } from '@/lib/world/world';
import { allTokens } from './tokens';

/** A lesson's run as the player shows it: plain data, made on the server for the first paint and in the browser after a switch. */
export interface Run {
  readonly on: readonly string[];
  readonly scene: Scene;
  /** Each step as it goes over the wire, by its id. */
  readonly exchanges: Readonly<Record<string, Presented>>;
  /** The same for the good run, when this is not it. */
  readonly goodExchanges: Readonly<Record<string, Presented>>;
  /** Every token of the run, by its text inside the engine, with a real signature. */
  readonly signed: Readonly<Record<string, string>>;
  /** The public keys that those signatures are checked with. */
  readonly keys: readonly PublicJwk[];
  /** The calls as programs. */
  readonly programs: Programs;
  /** Rows to leave room for, where more are to come. */
  readonly rows?: number;
  /** Words for rows that the lesson has none for. */
  readonly narration?: Readonly<Record<string, Narration>>;
}

export async function runOf(walkthrough: Walkthrough, on: readonly string[]): Promise<Run> {
  return { ...(await runOfScene(sceneOfLesson(walkthrough, on), scenarioOf(walkthrough, on), walkthrough.scenario.world)), on };
}

/** A scene of this scenario as the player shows it; `goodWorld` is that of the good run behind it. */
export async function runOfScene(scene: Scene, scenario: Scenario, goodWorld: World = scenario.world): Promise<Run> {
  const tokens = allTokens(scene);
  const signed = await Promise.all(tokens.map(async (token) => [token, await signSealed(token)] as const));
  const headers = tokens.map((token) => decodeToken(token)?.header).filter((header) => header !== undefined);
  const keys = (['RS256', 'RS512'] as const).flatMap((alg) => {
    const kids = new Set(headers.filter((header) => header.alg === alg).map((header) => String(header.kid)));
    return jwksOf([...kids], alg).keys;
  });
  return {
    on: [],
    scene,
    exchanges: await exchangesOf(scene.steps, scenario.world),
    goodExchanges: await exchangesOf(scene.good ?? {}, goodWorld),
    signed: Object.fromEntries(signed),
    keys,
    programs: programsOf(scenario),
  };
}

async function exchangesOf(steps: Readonly<Record<string, Step>>, world: World): Promise<Readonly<Record<string, Presented>>> {
  const all = Object.values(steps);
  const presented = await Promise.all(all.map(async (step) => [step.id, await presentStep(step, { world, trace: { steps: all } })] as const));
  return Object.fromEntries(presented.filter((pair): pair is readonly [string, Presented] => pair[1] !== undefined));
}
