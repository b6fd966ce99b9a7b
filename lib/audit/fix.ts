import type { World } from '../world/world';
import type { AnyCheck, Subject } from './check';
import { changesBetween } from './changes';
import { intendedUses } from './intended';
import { orGap } from './or-gap';
import type { AuditedPool } from './pool';
import { saysStop, tryIn, type Trial } from './trial';
import type { TriedFix } from './verdict';
import { fixTexts } from './fix-texts';
import { isGap } from '../world/gap';

/**
 * Works a fix out and tries it: the proof again, and what people are meant to do. A fix whose effect nobody can tell, or
 * that does not stop the proof, is not offered.
 */
export function tryFix(check: AnyCheck, subject: Subject, pool: AuditedPool, trial: Trial): TriedFix | undefined {
  const fix = orGap(() => check.fix(subject, pool, trial.probe));
  if (fix === undefined || isGap(fix)) return undefined;
  const replay = orGap(() => tryIn(fix.world, trial.probe));
  if (isGap(replay) || replay.proved) return undefined;
  const changes = changesBetween(pool.world, fix.world);
  return {
    summary: fix.summary,
    ...(fix.warning === undefined ? {} : { warning: fix.warning }),
    ...(fix.closes === undefined ? {} : { closes: fix.closes }),
    changes,
    texts: fixTexts(changes),
    world: fix.world,
    replay: { trace: replay.trace, refused: true, says: saysAfter(replay) },
    intended: usesAfter(pool, fix.world, fix.closes ?? []),
  };
}

/** How the proof now ends: where AWS says no, or (where it answers all the same) what that comes to. */
function saysAfter({ probe, trace }: Trial): string {
  return trace.ended === 'ok' ? (probe.otherwise ?? saysStop(trace)) : saysStop(trace);
}

function usesAfter(pool: AuditedPool, world: World, closes: readonly string[]): TriedFix['intended'] {
  return intendedUses(pool)
    .filter(({ entrance }) => !closes.includes(entrance))
    .flatMap(({ probe }) => {
      const after = orGap(() => tryIn(world, probe));
      return isGap(after) ? [] : [{ title: probe.title, trace: after.trace, works: after.proved }];
    });
}
