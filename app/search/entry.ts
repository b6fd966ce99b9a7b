/** Something that can be found. */
export interface Entry {
  readonly id: number;
  readonly kind: 'Walkthrough' | 'Switch' | 'Room' | 'Error' | 'Claim' | 'Word' | 'Check';
  readonly title: string;
  /** One sentence, shown beneath. */
  readonly says: string;
  /** Other words under which it is found. */
  readonly more: string;
  readonly href: string;
}
