import { stories } from '../stories/index';
import type { Walkthrough } from './walkthrough';

/** The lessons in teaching order, each loaded only when somebody takes it. A new one is one file and one line here. */
export const walkthroughs: Readonly<Record<string, () => Promise<Walkthrough>>> = {
  'two-questions': () => import('./two-questions').then((module) => module.twoQuestions),
  'user-pool': () => import('./user-pool').then((module) => module.userPool),
  'three-tokens': () => import('./three-tokens').then((module) => module.threeTokens),
  clocks: () => import('./clocks').then((module) => module.clocks),
  guest: () => import('./guest').then((module) => module.guest),
  'enhanced-flow': () => import('./enhanced-flow').then((module) => module.enhancedFlow),
  'enhanced-and-classic': () => import('./enhanced-and-classic').then((module) => module.enhancedAndClassic),
  'whose-folder': () => import('./whose-folder').then((module) => module.whoseFolder),
  'role-mapping': () => import('./role-mapping').then((module) => module.roleMapping),
  'principal-tags': () => import('./principal-tags').then((module) => module.principalTags),
  'hosted-sign-in': () => import('./hosted-sign-in').then((module) => module.hostedSignIn),
  'saml-and-oidc': () => import('./saml-and-oidc').then((module) => module.samlAndOidc),
  'developer-identities': () => import('./developer-identities').then((module) => module.developerIdentities),
  challenges: () => import('./challenges').then((module) => module.challenges),
  'what-amplify-hides': () => import('./what-amplify-hides').then((module) => module.whatAmplifyHides),
  'four-architectures': () => import('./four-architectures').then((module) => module.fourArchitectures),
};

type Load = () => Promise<Walkthrough>;

/** A lesson or an attack story, by its slug. */
export function walkthroughNamed(slug: string): Load | undefined {
  return listWith(slug)[slug];
}

/** The one that comes next in the same list: the last lesson leads to no story. */
export function walkthroughAfter(slug: string): Load | undefined {
  const list = listWith(slug);
  const slugs = Object.keys(list);
  return list[slugs[slugs.indexOf(slug) + 1] ?? ''];
}

function listWith(slug: string): Readonly<Record<string, Load>> {
  return [walkthroughs, stories].find((list) => Object.hasOwn(list, slug)) ?? {};
}
