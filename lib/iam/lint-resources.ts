import type { ResourceType } from './catalogue/catalogue';
import { lintDuplicates, type ActionFacts, type LintContext, type Report } from './lint-context';
import { hasWildcard } from './lint-actions';
import { arnParts, wildcards } from './match';
import type { Located, Statement } from './policy';
import { commonText, tokensOf } from './reach/common-text';
import { patternOf } from './reach/resources';
import { templateOf } from './variables';

const PARTITIONS: readonly string[] = ['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc'];

/** Whether the resources are ARNs, and such that the statement's actions can have. */
export function lintResources(statement: Statement, { catalogue }: LintContext, report: Report): void {
  const { resources, notResource } = statement;
  lintDuplicates(resources, report);
  for (const resource of resources) lintArn(resource, report);
  if (catalogue && !notResource && resources.length > 0 && !resources.some(({ value }) => value === '*')) lintFit(statement, catalogue, report);
}

function lintArn({ value, span }: Located, report: Report): void {
  if (value === '*') return;
  const parts = arnParts(value);
  if (!parts) {
    if (!(value.startsWith('arn:') && value.endsWith('*'))) {
      report('resource-format', 'error', `“${value}” is no ARN. An ARN is arn:partition:service:region:account:resource; “*” stands for all.`, span);
    }
    return;
  }
  const [arn, partition = '', service = ''] = parts;
  if (arn !== 'arn') report('resource-format', 'error', `“${value}” does not begin with “arn:”.`, span);
  else if (hasWildcard(service)) report('service-wildcard', 'error', 'The service of an ARN cannot hold wildcards.', span);
  else if (!hasWildcard(partition) && !PARTITIONS.includes(partition)) {
    report('unknown-partition', 'warning', `“${partition}” is not a partition of AWS.`, span);
  }
}

/** An action that can have none of the resources listed is not granted by this statement. */
function lintFit({ actions, resources, notAction }: Statement, catalogue: ActionFacts, report: Report): void {
  if (notAction) return;
  const fits = fitsOf(resources);
  for (const action of actions) {
    const service = action.value.slice(0, Math.max(0, action.value.indexOf(':')));
    if (service === '' || hasWildcard(service) || !catalogue.holds(service)) continue;
    const covered = catalogue.expand(action.value);
    if (covered.length === 0 || covered.some((name) => catalogue.resourceTypes(name).some(({ type }) => fits(type)))) continue;
    report('resource-does-not-fit', 'warning', whyUnfit(action.value, covered, catalogue), action.span);
  }
}

function whyUnfit(written: string, covered: readonly string[], catalogue: ActionFacts): string {
  const types = [...new Set(covered.flatMap((name) => catalogue.resourceTypes(name).map(({ type }) => type.arn)))];
  const [first, ...more] = types;
  if (first === undefined) return `${written} has no resource-level permissions: only "Resource": "*" grants it.`;
  const others = more.length === 0 ? '' : more.length === 1 ? ` or ${more[0] ?? ''}` : ` or ${more.length} others`;
  return `${written} takes none of these resources. Its resources are ${first}${others}.`;
}

/** Whether some resource of the statement can be of a type; each type is looked at once. */
function fitsOf(resources: readonly Located[]): (type: ResourceType) => boolean {
  const known = new Map<ResourceType, boolean>();
  return (type) => {
    const fits = known.get(type) ?? resources.some(({ value }) => canBe(value, type));
    known.set(type, fits);
    return fits;
  };
}

function canBe(resource: string, type: ResourceType): boolean {
  const partition = arnParts(resource)?.[1] ?? 'aws';
  const home = { partition: hasWildcard(partition) ? 'aws' : partition, account: '', region: '' };
  return commonText([tokensOf(withoutVariables(resource)), patternOf(type, home, 'anywhere')]) !== undefined;
}

/** The pattern with every variable free to be anything. */
function withoutVariables(text: string): string {
  const template = templateOf(text, true);
  return typeof template === 'string' ? template : template.texts.join(wildcards('*'));
}
