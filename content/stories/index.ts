import type { Walkthrough } from '../walkthroughs/walkthrough';

/** The attack stories in their order, each loaded only when somebody takes it. A new one is one file, its heading and one line here. */
export const stories: Readonly<Record<string, () => Promise<Walkthrough>>> = {
  'private-bucket': () => import('./private-bucket').then((module) => module.privateBucket),
  'side-door': () => import('./side-door').then((module) => module.sideDoor),
  'borrowed-role': () => import('./borrowed-role').then((module) => module.borrowedRole),
  'open-door': () => import('./open-door').then((module) => module.openDoor),
  'own-promotion': () => import('./own-promotion').then((module) => module.ownPromotion),
  immutable: () => import('./immutable').then((module) => module.immutable),
  'group-bypass': () => import('./group-bypass').then((module) => module.groupBypass),
  'room-next-door': () => import('./room-next-door').then((module) => module.roomNextDoor),
  'everybodys-rows': () => import('./everybodys-rows').then((module) => module.everybodysRows),
  'sso-only': () => import('./sso-only').then((module) => module.ssoOnly),
  'untrusted-app': () => import('./untrusted-app').then((module) => module.untrustedApp),
  'out-of-the-fence': () => import('./out-of-the-fence').then((module) => module.outOfTheFence),
  'own-iot-policy': () => import('./own-iot-policy').then((module) => module.ownIotPolicy),
};
