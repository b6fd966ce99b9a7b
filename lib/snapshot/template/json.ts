export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [field: string]: Json;
}

/** The made-up account that a template is deployed to. */
export const templateAccount = '000000000000';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a parsed file is a CloudFormation or SAM template. */
export function isCloudFormation(value: unknown): value is JsonObject {
  if (!isObject(value) || !isObject(value.Resources)) return false;
  const resources = Object.values(value.Resources);
  return 'AWSTemplateFormatVersion' in value || 'Transform' in value || (resources.length > 0 && resources.every((one) => isObject(one) && typeof one.Type === 'string' && one.Type.includes('::')));
}

/** Whether a parsed file is what `terraform show -json` prints, of a plan or of a state. */
export function isTerraform(value: unknown): value is JsonObject {
  return isObject(value) && typeof value.format_version === 'string' && ('planned_values' in value || 'values' in value || 'terraform_version' in value);
}
