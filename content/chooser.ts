/** “Which pool do I need?”: a tree of questions that ends in lessons. Texts are in the light markup of `lib/stage/markup`. */

/** What a choice leads to: the slug of another question or of an ending. */
export interface Choice {
  readonly text: string;
  readonly leadsTo: string;
}

export interface ChooserQuestion {
  readonly slug: string;
  readonly ask: string;
  /** What helps to answer. */
  readonly help?: string;
  readonly choices: readonly Choice[];
}

export type Part = 'user pool' | 'identity pool' | 'IAM OIDC or SAML provider' | 'IoT policy' | 'your own backend';

export interface ChooserEnding {
  readonly slug: string;
  readonly title: string;
  /** What has to be set up, in this order. */
  readonly needs: readonly Part[];
  readonly explain: string;
  /** Slugs of the lessons that show it running, the nearest first. */
  readonly lessons: readonly string[];
}

/** The question that everything begins with. */
export const firstQuestion = 'reach';

export const chooserQuestions: readonly ChooserQuestion[] = [
  {
    slug: 'reach',
    ask: 'What does the browser or phone itself reach?',
    help: 'The app’s own servers do not count here: they have roles of their own.',
    choices: [
      { text: 'My own API, which then works with AWS', leadsTo: 'api-accounts' },
      { text: 'AWS services directly: S3, DynamoDB, AWS IoT', leadsTo: 'sign-in' },
      { text: 'Nothing yet: people only sign in', leadsTo: 'user-pool-alone' },
    ],
  },
  {
    slug: 'api-accounts',
    ask: 'Where are people’s accounts?',
    help: 'API Gateway, AppSync and load balancers take a user pool’s tokens as they are. So does your own code.',
    choices: [
      { text: 'With us, or with Google and the like', leadsTo: 'user-pool-alone' },
      { text: 'With their company', leadsTo: 'company-through-user-pool' },
    ],
  },
  {
    slug: 'sign-in',
    ask: 'Must people sign in first?',
    choices: [
      { text: 'No, every visitor may', leadsTo: 'guests' },
      { text: 'Yes', leadsTo: 'accounts' },
    ],
  },
  {
    slug: 'accounts',
    ask: 'Who knows the people?',
    choices: [
      { text: 'Cognito shall keep their accounts', leadsTo: 'services' },
      { text: 'Google, Apple, Facebook or Amazon', leadsTo: 'social' },
      { text: 'Their company, by SAML or OIDC', leadsTo: 'company' },
      { text: 'Our own backend, in its own database', leadsTo: 'own-accounts' },
    ],
  },
  {
    slug: 'services',
    ask: 'Which services?',
    choices: [
      { text: 'S3, DynamoDB or others that IAM decides about', leadsTo: 'direct-access' },
      { text: 'AWS IoT', leadsTo: 'iot' },
    ],
  },
  {
    slug: 'social',
    ask: 'Do you need more than AWS credentials: profiles, groups, passwords beside it, tokens for your API?',
    help: 'The same person has one identity by way of the user pool and another one directly. Choose one way and keep to it.',
    choices: [
      { text: 'Yes', leadsTo: 'social-through-user-pool' },
      { text: 'No, AWS credentials are all', leadsTo: 'social-directly' },
    ],
  },
  {
    slug: 'company',
    ask: 'Shall company users stand in one directory with others, or have tokens for your API?',
    choices: [
      { text: 'Yes', leadsTo: 'company-through-user-pool' },
      { text: 'No, AWS credentials are all', leadsTo: 'company-directly' },
    ],
  },
];

export const chooserEndings: readonly ChooserEnding[] = [
  {
    slug: 'user-pool-alone',
    title: 'A user pool alone',
    needs: ['user pool'],
    explain: 'Your API verifies the [access token](term:access-token) with public keys and works with its own role. No browser ever holds AWS credentials.',
    lessons: ['three-tokens', 'four-architectures', 'clocks'],
  },
  {
    slug: 'guests',
    title: 'An identity pool alone, for guests',
    needs: ['identity pool'],
    explain: 'Anyone who opens the page gets AWS credentials. Keep the [guest](term:guest) role to exact actions on exact resources.',
    lessons: ['guest', 'enhanced-and-classic'],
  },
  {
    slug: 'direct-access',
    title: 'Both pools: direct access',
    needs: ['user pool', 'identity pool'],
    explain: 'The user pool says [who](who), the identity pool exchanges its ID token for AWS credentials, and the role says [what](may), user by user.',
    lessons: ['enhanced-flow', 'whose-folder', 'role-mapping'],
  },
  {
    slug: 'iot',
    title: 'Both pools, and a second policy for IoT',
    needs: ['user pool', 'identity pool', 'IoT policy', 'your own backend'],
    explain: 'A signed-in identity needs the role’s permission and an IoT policy attached to its identity ID. A backend attaches it.',
    lessons: ['four-architectures'],
  },
  {
    slug: 'social-through-user-pool',
    title: 'A social provider through the user pool',
    needs: ['user pool', 'identity pool'],
    explain: 'People sign in with Google on the user pool’s pages, and the app only ever sees the user pool’s tokens.',
    lessons: ['hosted-sign-in', 'role-mapping'],
  },
  {
    slug: 'social-directly',
    title: 'A social provider directly at the identity pool',
    needs: ['identity pool'],
    explain: 'The provider’s own token goes into [Logins](term:logins). No user pool, no profile, no groups.',
    lessons: ['hosted-sign-in'],
  },
  {
    slug: 'company-through-user-pool',
    title: 'A company sign-in through the user pool',
    needs: ['user pool'],
    explain: 'The user pool speaks SAML or OIDC with the company and gives your app its own tokens. Add an identity pool only if the browser itself reaches AWS.',
    lessons: ['saml-and-oidc', 'principal-tags'],
  },
  {
    slug: 'company-directly',
    title: 'A company sign-in directly at the identity pool',
    needs: ['IAM OIDC or SAML provider', 'identity pool'],
    explain: 'The company is registered as a provider in IAM, and its assertion or token goes into [Logins](term:logins).',
    lessons: ['saml-and-oidc'],
  },
  {
    slug: 'own-accounts',
    title: 'Your own accounts: developer-authenticated identities',
    needs: ['your own backend', 'identity pool'],
    explain: 'Your backend checks the password and vouches for the user with a signed call. Whoever may make that call can be anybody.',
    lessons: ['developer-identities'],
  },
];

/** The question or the ending of this name. */
export function chooserNode(slug: string): ChooserQuestion | ChooserEnding | undefined {
  return chooserQuestions.find((one) => one.slug === slug) ?? chooserEndings.find((one) => one.slug === slug);
}
