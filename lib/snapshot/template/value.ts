/** What a template says before it is deployed: plain JSON, in which some parts stand for what only a deployment makes. */
export type Value = string | number | boolean | null | Reference | Open | Joined | readonly Value[] | { readonly [field: string]: Value };

/** Something of another item: its id (`Ref`) or one of its attributes. */
export class Reference {
  constructor(
    readonly item: string,
    readonly attribute: string,
  ) {}
}

/** What the template leaves open, by the name that it gives it: a parameter without a default, a value known after apply. */
export class Open {
  constructor(
    readonly name: string,
    readonly why: string,
  ) {}
}

/** Text put together from parts. */
export class Joined {
  constructor(readonly parts: readonly Value[]) {}
}

/** One resource of a template, in CloudFormation's words whatever the template was written in. */
export interface Item {
  /** Its name in the template. */
  readonly name: string;
  /** `AWS::Cognito::IdentityPool` and the like; other types only lend their ids to these. */
  readonly type: string;
  readonly properties: { readonly [field: string]: Value };
  /** Ids that are known already, because the resource exists: `Ref`, `Arn`. */
  readonly known?: Readonly<Record<string, string>>;
}

export interface Template {
  /** `CloudFormation template`, `Terraform plan`. */
  readonly kind: string;
  readonly items: readonly Item[];
  readonly region: string;
  readonly account: string;
  readonly partition: string;
}

export function isFields(value: unknown): value is { readonly [field: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Reference) && !(value instanceof Open) && !(value instanceof Joined);
}
