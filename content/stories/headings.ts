import type { Story } from '../walkthroughs/walkthrough';

/** What a link to a story says, and which checks link to it: known without loading the story. */
export interface StoryHeading {
  readonly number: number;
  readonly title: string;
  readonly story: Story;
}

/** The attack stories in their order. */
export const headings = {
  'private-bucket': { number: 1, title: 'A stranger empties the bucket', story: { checks: ['IDP-01', 'PER-03', 'PER-05'] } },
  'side-door': { number: 2, title: 'The guard-rail and the side door', story: { checks: ['IDP-07', 'PER-07'] } },
  'borrowed-role': { number: 3, title: 'A guest borrows the members’ role', story: { checks: ['TRU-02', 'IDP-04'] } },
  'open-door': { number: 4, title: 'Sign yourself up, own the users', story: { checks: ['UPL-01', 'PER-02', 'ESC-03'] } },
  'own-promotion': { number: 5, title: 'Promote yourself by editing your profile', story: { checks: ['MAP-03'] } },
  immutable: { number: 6, title: '“Immutable” did not help', story: { checks: ['MAP-04'] } },
  'group-bypass': { number: 7, title: 'Walk past the groups', story: { checks: ['TRU-12', 'IDP-04'] } },
  'room-next-door': { number: 8, title: 'The room next door', story: { checks: ['TRU-03'] } },
  'everybodys-rows': { number: 9, title: 'Read everyone’s rows', story: { checks: ['VAR-07'] } },
  'sso-only': { number: 10, title: 'Single sign-on only?', story: { checks: ['UPL-02', 'UPL-01'] } },
  'untrusted-app': { number: 11, title: 'Signed in, and nobody', story: { checks: ['PRV-02', 'PER-04'] } },
  'out-of-the-fence': { number: 12, title: 'Inside the fence, and out', story: { checks: ['ESC-12', 'ESC-03', 'PER-23'] } },
  'own-iot-policy': { number: 13, title: 'Help yourself to an IoT policy', story: { checks: ['PER-17', 'VAR-08', 'PER-16'] } },
} as const satisfies Readonly<Record<string, StoryHeading>>;

/** The stories whose flaw a check finds, by its code. */
export function storiesFoundBy(check: string): readonly (StoryHeading & { readonly slug: string })[] {
  const all: readonly (readonly [string, StoryHeading])[] = Object.entries(headings);
  return all.filter(([, { story }]) => story.checks.includes(check)).map(([slug, heading]) => ({ slug, ...heading }));
}
