import type { Catalogue, CatalogueAction } from '../catalogue/catalogue';
import { capabilityFacts, type Capability, type CapabilityFact } from './capability-facts';
import { wildcards } from '../match';
import { commonText, tokensOf } from './common-text';
import type { ActionReach, Grant, Reach } from './question';

export type { Capability, DataUse } from './capability-facts';

/**
 * `proved`: IAM allows the request as asked. `conditional`: it turns on something unknown, named in the grant.
 * `contested`: IAM allows it, but sources disagree whether AWS takes the call from such a session.
 */
export type CapabilityConfidence = 'proved' | 'conditional' | 'contested';

export interface CapabilityReason {
  readonly capability: Capability;
  readonly confidence: CapabilityConfidence;
  readonly action: string;
  readonly grant: Grant;
  /** Completes "With it a session …". */
  readonly does: string;
  readonly secrets: boolean;
}

export interface CapabilityVerdict {
  /** The worst that is proved; undefined when the session may do nothing. */
  readonly capability?: Capability;
  readonly because?: CapabilityReason;
  /** One for each kind of thing and confidence, the worst first. */
  readonly reasons: readonly CapabilityReason[];
}

/** Reading what is in an account's settings, as opposed to its data: a map for whoever looks for more. */
const overview: CapabilityFact = { actions: [], wide: 'K2', named: 'K2', does: 'sees how the account is set up' };
const reading: CapabilityFact = { actions: [], wide: 'K3', named: 'K2', does: 'reads data' };
const tagging: CapabilityFact = { actions: [], wide: 'K2', named: 'K2', does: 'changes tags' };
const changing: CapabilityFact = { actions: [], wide: 'K4', named: 'K4', does: 'changes data or settings' };
const permitting: CapabilityFact = { actions: [], wide: 'K4', named: 'K4', does: 'changes who may do what' };

const readsData = ['Get', 'BatchGet', 'Select', 'Query', 'Search', 'Scan', 'Retrieve', 'Download', 'Receive', 'Read', 'Execute'];

/** Services whose remaining reads are of settings: what reads their data is among the facts. */
const readsOnlySettings = new Set(
  'acm apigateway appsync cloudformation cloudtrail cloudwatch cognito-identity cognito-idp config dynamodb ec2 elasticloadbalancing firehose geo iam iot kinesis kms lambda logs mobiletargeting organizations rds rekognition s3 secretsmanager ses sns sqs ssm sts tag'.split(
    ' ',
  ),
);

function byLevel(action: CatalogueAction): CapabilityFact {
  switch (action.level) {
    case 'List':
      return overview;
    case 'Tagging':
      return tagging;
    case 'Write':
      return changing;
    case 'Permissions management':
      return permitting;
    case 'Read': {
      const name = action.name.slice(action.service.length + 1);
      const data = !readsOnlySettings.has(action.service) && readsData.some((verb) => name.startsWith(verb));
      return data ? reading : overview;
    }
  }
}

const classified = new WeakMap<Catalogue, ReadonlyMap<string, CapabilityFact>>();

/** Action name → what it is worth, for the actions that the facts name. */
function named(catalogue: Catalogue): ReadonlyMap<string, CapabilityFact> {
  const known = classified.get(catalogue);
  if (known) return known;
  const facts = new Map<string, CapabilityFact>();
  for (const fact of capabilityFacts) {
    for (const name of fact.actions.flatMap((pattern) => catalogue.expand(pattern))) {
      if (!facts.has(name)) facts.set(name, fact);
    }
  }
  classified.set(catalogue, facts);
  return facts;
}

/** What an action is worth on others' resources; undefined for one that the catalogue does not hold. */
export function worthOf(action: string, catalogue: Catalogue): CapabilityFact | undefined {
  const known = catalogue.action(action);
  return known && (named(catalogue).get(known.name) ?? byLevel(known));
}

const bucketOf = (resource: string): string => resource.slice(0, resource.indexOf('/') < 0 ? undefined : resource.indexOf('/'));

/** By these somebody looks into what was put somewhere, or changes what others put there. */
const looksAtObjects = ['s3:GetObject', 's3:GetObjectVersion', 's3:DeleteObject', 's3:PutObjectAcl'];
const looksAtBuckets = ['s3:ListBucket', 's3:ListBucketVersions'];

/** Whether some resource is covered by both texts; where that cannot be told, they count as meeting. */
function meet(one: string, other: string): boolean {
  const patterns = [one, other].map((text) => text.replace(/\$\{[^}]*\}/g, '*'));
  if (patterns.includes('NotResource') || patterns.includes('*')) return true;
  return commonText(patterns.map((pattern) => tokensOf(wildcards(pattern)))) !== undefined;
}

/** Objects can be put where nothing can be read, listed or deleted: a letter box. */
export function isLetterBox(reach: Reach, put: Grant): boolean {
  if (put.scope !== 'named') return false;
  const others = (actions: readonly string[]): readonly Grant[] => actions.flatMap((action) => reach.of(action)?.grants ?? []).filter(({ scope }) => scope !== 'own');
  const seen = others(looksAtObjects).some((grant) => grant.scope !== 'named' || meet(grant.resource, put.resource));
  const listed = others(looksAtBuckets).some((grant) => grant.scope !== 'named' || meet(grant.resource, bucketOf(put.resource)));
  return !seen && !listed;
}

function capabilityOn(reach: Reach, action: string, grant: Grant, fact: CapabilityFact): Capability {
  if (grant.scope === 'own') return 'K1';
  if (action === 's3:PutObject' && isLetterBox(reach, grant)) return 'K2';
  return grant.scope === 'named' ? fact.named : fact.wide;
}

function confidenceOf({ verdict, missing }: ActionReach, grant: Grant, fact: CapabilityFact): CapabilityConfidence {
  if (grant.verdict === 'conditional' || (verdict === 'conditional' && missing.length > 0)) return 'conditional';
  return fact.contested && grant.scope !== 'own' ? 'contested' : 'proved';
}

const confidences: readonly CapabilityConfidence[] = ['proved', 'contested', 'conditional'];

/** Worst first; among equals what is surest, then what reads secrets. */
function byWeight(a: CapabilityReason, b: CapabilityReason): number {
  if (a.capability !== b.capability) return a.capability > b.capability ? -1 : 1;
  const surer = confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence);
  return surer !== 0 ? surer : Number(b.secrets) - Number(a.secrets);
}

/**
 * What a reach is worth at its worst, and because of which action on what. A path by which a session becomes more than it is
 * (`escalations`) is not in here.
 */
export function capabilityOf(reach: Reach): CapabilityVerdict {
  const { catalogue } = reach.question;
  const facts = named(catalogue);
  const worst = new Map<string, CapabilityReason>();
  for (const each of reach.actions) {
    const action = catalogue.action(each.action);
    if (!action || each.grants.every((grant) => grant.by === undefined)) continue;
    const fact = facts.get(action.name) ?? byLevel(action);
    for (const grant of each.grants) {
      const capability = capabilityOn(reach, action.name, grant, fact);
      const confidence = confidenceOf(each, grant, fact);
      const kind = `${fact.does} ${confidence}`;
      const known = worst.get(kind);
      if (known && known.capability >= capability) continue;
      const { does, secrets = false } = fact;
      worst.set(kind, { capability, confidence, action: action.name, grant, does, secrets: secrets && grant.scope !== 'own' });
    }
  }
  const reasons = [...worst.values()].sort(byWeight);
  const because = reasons.find(({ confidence }) => confidence === 'proved');
  return { capability: because?.capability, because, reasons };
}
