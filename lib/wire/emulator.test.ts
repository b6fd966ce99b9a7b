import { afterEach, describe, expect, test, vi } from 'vitest';
import { notes } from '../world/accounts/notes';
import { demoOperatorKey } from './demo-operator';
import { createEmulator, defaultEmulator, shareEmulator } from './emulator';

afterEach(() => vi.unstubAllEnvs());

const guest = { IdentityPoolId: notes.identityPool };
const getId = (emulator: ReturnType<typeof createEmulator>) => emulator.perform('cognito-identity:GetId', guest, { kind: 'anonymous' }).output;

describe('an emulator', () => {
  test('takes its operator’s key from the environment, whole or not at all', () => {
    expect(createEmulator().operatorKey).toEqual(demoOperatorKey);
    vi.stubEnv('LIFEGUARD_OPERATOR_KEY', 'AKIAMINE');
    expect(createEmulator().operatorKey).toEqual(demoOperatorKey);
    vi.stubEnv('LIFEGUARD_OPERATOR_SECRET', 'mine');
    expect(createEmulator().operatorKey).toEqual({ accessKeyId: 'AKIAMINE', secretAccessKey: 'mine' });
  });

  test('is shared by the whole process, and can be another', () => {
    const first = defaultEmulator();
    expect(defaultEmulator()).toBe(first);
    const other = createEmulator();
    shareEmulator(other);
    expect(defaultEmulator()).toBe(other);
    shareEmulator(first);
  });

  test('draws the same ids from the same seed, and others from another', () => {
    expect(getId(createEmulator({ seed: 'a' }))).toEqual(getId(createEmulator({ seed: 'a' })));
    expect(getId(createEmulator({ seed: 'a' }))).not.toEqual(getId(createEmulator({ seed: 'b' })));
    expect(getId(createEmulator())).not.toEqual(getId(createEmulator()));
  });

  test('goes on from where it was saved, clock and all', () => {
    const first = createEmulator({ seed: 'a', now: () => 1_000_000 });
    first.moveClock(50);
    getId(first);
    const saved = JSON.parse(JSON.stringify(first.save())) as ReturnType<typeof first.save>;
    const next = getId(first);
    const second = createEmulator({ seed: 'b', now: () => 1_000_000 });
    second.load(saved);
    expect([second.clock(), getId(second)]).toEqual([1050, next]);
    first.reset();
    expect(first.clock()).toBe(1000);
  });
});
