import type { CatalogueAction } from '../iam/catalogue/catalogue';
import { lintPolicy } from '../iam/lint';
import { isNear } from '../iam/lint-conditions';
import { operatorUse } from '../iam/operators';
import type { Statement } from '../iam/policy';
import type { Reach } from '../iam/reach/question';
import { instanceOf } from '../iam/reach/resources';
import { carries } from '../iam/reach/scenarios';
import type { Blame } from './check';
import { identityVariable } from './own-folder';
import type { Wanted } from './requests';

/** Something that a statement says of an action, and that IAM never applies. */
export interface DeadAction extends Blame {
  readonly text: Statement;
  /** As the statement has it. */
  readonly written: string;
  /** Completes “… says nothing: …”. */
  readonly because: string;
  /** A request that it seems to be about. */
  readonly wanted: Wanted;
  /** What was probably meant; nothing where only the owner can tell. */
  readonly meant?: { readonly action?: string; readonly resource?: string; readonly withoutKey?: string };
  /** The catalogue may not list every key that requests carry. */
  readonly plausible?: string;
}

/** Names of APIs that people take for names of permissions. */
const permissionOf: Readonly<Record<string, string>> = {
  's3:listobjects': 's3:ListBucket',
  's3:listobjectsv2': 's3:ListBucket',
  's3:headobject': 's3:GetObject',
  's3:headbucket': 's3:ListBucket',
  's3:uploadpart': 's3:PutObject',
  's3:createmultipartupload': 's3:PutObject',
  's3:deleteobjects': 's3:DeleteObject',
  'lambda:invoke': 'lambda:InvokeFunction',
  'dynamodb:transactgetitems': 'dynamodb:GetItem',
  'dynamodb:transactwriteitems': 'dynamodb:PutItem',
};

const dead = new Set(['unknown-service', 'unknown-action', 'resource-does-not-fit']);

/** What the policies of a role say in vain, as far as the catalogue of actions tells. `identity` stands for the caller's identity id. */
export function deadActions(reach: Reach, identity: string): readonly DeadAction[] {
  const { policies, catalogue } = reach.question;
  return policies.identity.flatMap(({ name, policy }) => {
    const findings = lintPolicy(policy, { kind: 'identity', attachedTo: 'role', catalogue }).filter(({ code }) => dead.has(code));
    return policy.statements.flatMap((text) => {
      const inVain = findings.flatMap(({ code, message, span, statement }): readonly DeadAction[] => {
        const written = statement === text.index ? text.actions.find((action) => action.span.start === span.start)?.value : undefined;
        if (written === undefined) return [];
        const found = code === 'resource-does-not-fit' ? misplaced(written, text, reach) : misnamed(written, text, reach);
        return found === undefined ? [] : [{ policy: name, statement: text.index, text, written, because: message, ...found }];
      });
      return [...inVain, ...askedInVain(text, reach).map((one): DeadAction => ({ policy: name, statement: text.index, text, ...one }))].flatMap((one) => readAs(one, identity));
    });
  });
}

type Found = Pick<DeadAction, 'wanted' | 'meant'>;

/** An action or a service that does not exist, if there is one with nearly that name. */
function misnamed(written: string, text: Statement, reach: Reach): Found | undefined {
  const { catalogue } = reach.question;
  const [service = '', name = ''] = written.toLowerCase().split(':');
  const services = catalogue.services.filter((one) => one.replaceAll('-', '') === service.replaceAll('-', ''));
  const near = catalogue.hasService(service) ? [service] : services.length > 0 ? services : catalogue.services.filter((one) => service.length > 3 && isNear(one, service));
  const [right] = near;
  if (right === undefined || near.length > 1) return undefined;
  const pattern = `${right}:${name}`;
  const candidates = /[*?]/.test(name) ? [] : [permissionOf[`${right}:${name}`], ...catalogue.expand(pattern), ...catalogue.expand(`${right}:*`).filter((one) => isNear(one.toLowerCase(), pattern))].filter((one) => one !== undefined);
  const asked = candidates[0] ?? catalogue.expand(pattern)[0];
  if (asked === undefined) return undefined;
  const wanted = { action: asked, resource: resourceFor(asked, text, reach) };
  return { wanted, ...(candidates[0] === undefined ? {} : { meant: { action: asked } }) };
}

/** An action on resources that it cannot have. */
function misplaced(written: string, text: Statement, reach: Reach): Found | undefined {
  const { catalogue } = reach.question;
  const action = /[*?]/.test(written) ? catalogue.expand(written)[0] : (catalogue.action(written)?.name ?? undefined);
  if (action === undefined) return undefined;
  const types = catalogue.resourceTypes(action).map(({ type }) => type);
  const [first] = types;
  if (first === undefined) return { wanted: { action, resource: '*' }, meant: { resource: '*' } };
  const bucket = first.service === 's3' ? /^arn:[^:]*:s3:::[^/]+/.exec(text.resources[0]?.value ?? '')?.[0] : undefined;
  const isOf = (name: string): boolean => types.some((type) => type.name === name);
  const meant = bucket === undefined ? undefined : isOf('bucket') ? bucket : isOf('object') ? `${bucket}/*` : undefined;
  if (meant !== undefined) return { wanted: { action, resource: meant }, meant: { resource: meant } };
  return { wanted: { action, resource: instanceOf(first, reach.question) } };
}

/** Actions for which a statement asks for a key of their own service that their requests do not carry. */
function askedInVain(text: Statement, reach: Reach): readonly Omit<DeadAction, 'policy' | 'statement' | 'text'>[] {
  const { catalogue } = reach.question;
  if (text.notAction || text.effect === 'Deny') return [];
  return text.actions.flatMap(({ value: written }) => {
    const covered = /[*?]/.test(written) ? [] : [catalogue.action(written)].filter((one) => one !== undefined);
    return covered.flatMap((action) => {
      const key = text.conditions.find(({ operator, key: asked }) => demands(operator) && isOfService(asked, action) && !carries(action, asked.toLowerCase()))?.key;
      if (key === undefined) return [];
      const folder = key.toLowerCase() === 's3:prefix' ? folderOf(text) : undefined;
      const wanted = { action: action.name, resource: folder ?? resourceFor(action.name, text, reach) };
      const because = `requests of ${action.name} do not carry ${key}, so the condition never holds.`;
      return [{ written, because, wanted, plausible: `whether requests of ${action.name} carry ${key}, which AWS does not list`, ...(folder === undefined ? {} : { meant: { resource: folder, withoutKey: key } }) }];
    });
  });
}

/** Whether a condition with this operator cannot hold where the request lacks the key. */
function demands(operator: string): boolean {
  const use = operatorUse(operator);
  return use !== undefined && use.operator.name !== 'Null' && !use.negated && !use.ifExists && use.set !== 'all';
}

function isOfService(key: string, { service }: CatalogueAction): boolean {
  return key.toLowerCase().startsWith(`${service}:`);
}

/** The objects under the prefix that a statement meant for listing names. */
function folderOf({ resources, conditions }: Statement): string | undefined {
  const bucket = /^arn:[^:]*:s3:::[^/*]+/.exec(resources[0]?.value ?? '')?.[0];
  const prefix = conditions.find(({ key }) => key.toLowerCase() === 's3:prefix')?.values[0]?.value;
  return bucket === undefined || prefix === undefined ? undefined : `${bucket}/${prefix.replace(/\*?$/, '*')}`;
}

/** A resource of the statement that goes with the action, or one that is made up. */
function resourceFor(action: string, { resources, notResource }: Statement, { question }: Reach): string {
  const types = question.catalogue.resourceTypes(action);
  const named = notResource ? undefined : resources[0]?.value;
  if (named !== undefined && named !== '*') return named;
  return types[0] === undefined ? '*' : instanceOf(types[0].type, question);
}

/** With the caller's own identity for its variable; what holds another variable cannot be asked for. */
function readAs(found: DeadAction, identity: string): readonly DeadAction[] {
  const resource = found.wanted.resource.split(identityVariable).join(identity);
  if (resource.includes('${')) return [];
  return [{ ...found, wanted: { ...found.wanted, resource: resource === '*' ? resource : resource.replace(/[*?]/g, 'x') } }];
}
