import { isObject, templateAccount, type Json, type JsonObject as Object } from './json';
import { documentOf, lent, mapped } from './terraform-items';
import { objects, Reader, unindexed, type Resource } from './terraform-reader';
import type { Template, Value } from './value';

/**
 * A Terraform plan or state as items to deploy. What Terraform knows only after apply is found by what the configuration refers to,
 * where that is one attribute of another resource; the rest is left open.
 */
export function fromTerraform(file: Object, fallbackRegion: string): Template {
  const planned = isObject(file.planned_values);
  const resources = [...resourcesIn(rootOf(planned ? file.planned_values : file.values)), ...(planned ? deferred(file) : [])];
  const configuration = configurationOf(rootOf(file.configuration), '');
  const text = JSON.stringify(resources.map(({ values }) => values));
  const region = /"region":"([a-z]{2}(?:-[a-z]+)+-\d)"/.exec(text)?.[1] ?? /"([a-z]{2}(?:-[a-z]+)+-\d)[:_][0-9A-Za-z-]+"/.exec(text)?.[1] ?? regionOfProvider(file) ?? fallbackRegion;
  const addresses = new Set(resources.map(({ address }) => address));
  const read = (resource: Resource): Reader => new Reader(resource, configuration.get(unindexed(resource.address)) ?? {}, addresses, (address) => documents.get(address));
  const documents = new Map<string, Value>();
  for (const resource of resources) if (resource.type === 'aws_iam_policy_document') documents.set(resource.address, documentOf(read(resource)));
  return {
    kind: planned ? 'Terraform plan' : 'Terraform state',
    items: resources.flatMap((resource) => mapped[resource.type]?.(read(resource), resource) ?? lent(resource)),
    region,
    account: /arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/.exec(text)?.[1] ?? templateAccount,
    partition: /arn:(aws[a-z-]*):/.exec(text)?.[1] ?? 'aws',
  };
}

function rootOf(value: Json | undefined): Object {
  return isObject(value) && isObject(value.root_module) ? value.root_module : {};
}

function resourcesIn(module: Object): readonly Resource[] {
  const address = typeof module.address === 'string' ? `${module.address}.` : '';
  const own = objects(module.resources).map((one): Resource => resourceOf(one, address));
  return [...own, ...objects(module.child_modules).flatMap(resourcesIn)];
}

/** Data sources that are read during apply: a plan has what is known of them among its changes. */
function deferred(file: Object): readonly Resource[] {
  return objects(file.resource_changes)
    .filter(({ mode, type }) => mode === 'data' && type === 'aws_iam_policy_document')
    .map((one) => resourceOf({ ...one, values: isObject(one.change) && isObject(one.change.after) ? one.change.after : {} }, typeof one.module_address === 'string' ? `${one.module_address}.` : ''));
}

function resourceOf(one: Object, module: string): Resource {
  return { address: String(one.address), type: String(one.type), name: String(one.name), values: isObject(one.values) ? one.values : {}, module };
}

/** The expressions of every resource of the configuration, by its address without indexes. */
function configurationOf(module: Object, prefix: string): ReadonlyMap<string, Object> {
  const own = objects(module.resources).map((one) => [`${prefix}${String(one.address)}`, isObject(one.expressions) ? one.expressions : {}] as const);
  const calls = Object.entries(isObject(module.module_calls) ? module.module_calls : {});
  const inner = calls.flatMap(([name, call]) => [...configurationOf(isObject(call) && isObject(call.module) ? call.module : {}, `${prefix}module.${name}.`)]);
  return new Map([...own, ...inner]);
}

function regionOfProvider(file: Object): string | undefined {
  const configuration = isObject(file.configuration) && isObject(file.configuration.provider_config) ? Object.values(file.configuration.provider_config) : [];
  for (const provider of configuration) {
    const region = isObject(provider) && isObject(provider.expressions) && isObject(provider.expressions.region) ? provider.expressions.region.constant_value : undefined;
    if (typeof region === 'string') return region;
  }
  return undefined;
}
