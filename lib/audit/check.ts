import type { Call, Person } from '../engine/scenario';
import type { Gap } from '../world/gap';
import type { ResourceType } from '../world/resources';
import type { World } from '../world/world';
import type { Claim, Severity } from './claim';
import type { AuditedPool } from './pool';

export interface ResourceName {
  readonly type: ResourceType;
  readonly id: string;
}

/** What a check is asked about: one resource, and what the check itself wants to remember of it. */
export interface Subject {
  readonly resource: ResourceName;
}

/** How a run ends that proves a claim. */
export interface Ending {
  /** `ok`, or the codes of AWS errors of which any will do. */
  readonly ends: 'ok' | readonly string[];
  /** The rule that must have stopped it, when the code alone could mean something else. */
  readonly rule?: string;
  /** Calls before the end that must have been refused (they are marked `goesOn`), by any rule or by this one. */
  readonly refused?: readonly { readonly call: string; readonly rule?: string }[];
  /** What answers must have told, where it is not enough that they were given. */
  readonly told?: readonly { readonly call: string; readonly holds: (output: Readonly<Record<string, unknown>>) => boolean }[];
}

/** Something that somebody tries, and what it proves if it ends as foretold. */
export interface Probe {
  /** "A guest asks STS for notes-signed-in". */
  readonly title: string;
  /** What is put into the account before it is tried: people, and for a latent claim the one setting. */
  readonly prepare?: (world: World) => World;
  readonly people: Readonly<Record<string, Person>>;
  readonly before?: readonly Call[];
  readonly calls: readonly Call[];
  readonly proves: Ending;
  readonly claim: Claim;
  /** What it means that it ended otherwise: the sentence of a pass. Says where AWS refused when left out. */
  readonly otherwise?: string;
  /** The statements that the claim rests on, by policy and place. */
  readonly blames?: readonly Blame[];
}

/** A statement of a policy, by the name that the engine's decisions give the policy. */
export interface Blame {
  readonly policy: string;
  readonly statement: number;
}

/** A probe, or the reason why it could not even be written. */
export type Attempt = Probe | Gap;

export type FixTool = 'AWS CLI' | 'CloudFormation' | 'CDK' | 'Terraform';

export interface FixText {
  readonly tool: FixTool;
  readonly text: string;
}

/** A change that takes the flaw away. */
export interface Fix {
  /** One imperative sentence. */
  readonly summary: string;
  /** The account after it. The texts of the fix follow from what differs. */
  readonly world: World;
  /** What to look out for, such as what AWS resets when a call leaves it out. */
  readonly warning?: string;
  /** Ways in that the fix closes on purpose, by their ids: those who used them lose them. */
  readonly closes?: readonly string[];
}

/** A world of which a check says in advance what it will find. */
export interface Example {
  readonly title: string;
  readonly world: World;
  /** What applications expect of it, where the check asks that. */
  readonly expectations?: AuditedPool['expectations'];
  /** The severity of the worst that fails; unchecked when left out. */
  readonly severity?: Severity;
  /** The pool in question; the first one when left out. */
  readonly pool?: string;
}

export interface Reference {
  readonly title: string;
  readonly url?: string;
}

/** One question about an identity pool and what hangs on it. A check proposes; the engine judges. */
export interface Check<S extends Subject = Subject> {
  /** The catalogue's code: `TRU-02`. */
  readonly code: string;
  /** The file's name. */
  readonly name: string;
  /** A flaw, as a noun phrase or sentence: "Signed-in role without an amr condition". */
  readonly title: string;
  /** What its verdicts are about. */
  readonly resource: ResourceType;
  /** In one line, how its severity comes about. */
  readonly severityRule: string;
  readonly docs: {
    readonly what: string;
    readonly why: string;
    readonly falsePositives: string;
    readonly fix: string;
  };
  readonly references: readonly Reference[];
  /** A failure of one of these checks on the same resource, or about the pool itself, says it better; this one is then only worth a remark. */
  readonly yieldsTo?: readonly string[];
  readonly examples: { readonly fails: readonly Example[]; readonly passes: readonly Example[] };
  /** What to ask about; none if the question does not arise. @throws NotRead */
  subjects(pool: AuditedPool): readonly S[];
  /** What to try, from what is so to what would have to change first. @throws NotRead, NotEmulated */
  probes(subject: S, pool: AuditedPool): readonly Attempt[];
  /** What to change, given what was proved. Undefined where nobody but the owner can tell. */
  fix(subject: S, pool: AuditedPool, proved: Probe): Fix | undefined;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry holds checks of every subject
export type AnyCheck = Check<any>;

/** Declares a check; the compiler then knows its subjects. */
export function check<S extends Subject>(declared: Check<S>): Check<S> {
  return declared;
}
