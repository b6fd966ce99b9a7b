/** How a body is to be read. */
export type Language = 'json' | 'form' | 'xml' | 'text';

/** A request as it would travel to AWS itself, not signed yet. */
export interface Draft {
  readonly service: string;
  /** The region that a signature names; IAM is global and is signed for one region. */
  readonly region: string;
  readonly method: string;
  readonly host: string;
  /** Encoded. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly language: Language;
}
