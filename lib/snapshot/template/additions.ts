import type { Gap, Known } from '../../world/gap';
import type { AttachedPolicy, InlinePolicy, ManagedPolicy, PolicyDocument, Role } from '../../world/resources';
import { makers } from './makers';
import { text, typed, without, type Fields, type Plain, type Surface } from './surface';
import { isFields, type Item, type Value } from './value';

type Addition = (on: Surface, item: Item) => void;

/** What is added once every item has its id: roles and policies name pools, and pools name roles. */
export const additions: Readonly<Record<string, Addition>> = {
  'AWS::IAM::Role'(on, item) {
    const attributes = makers['AWS::IAM::Role']?.(on, item) ?? {};
    const RoleName = attributes.Ref ?? item.name;
    const boundary = on.field(item, 'PermissionsBoundary');
    const seconds = Number(on.field(item, 'MaxSessionDuration') ?? NaN);
    const role: Role = {
      RoleName,
      Arn: attributes.Arn ?? '',
      AssumeRolePolicyDocument: documentOf(on.field(item, 'AssumeRolePolicyDocument'), `AssumeRolePolicyDocument of ${item.name}: the template has none`),
      RolePolicyList: inlineOf(on, item),
      AttachedManagedPolicies: attachedOf(on, item),
      ...(Number.isFinite(seconds) ? { MaxSessionDuration: seconds } : {}),
      ...(boundary === undefined ? {} : { PermissionsBoundary: isGapOf(boundary) ? boundary : { PermissionsBoundaryArn: String(boundary) } }),
    };
    on.put('AWS::IAM::Role', RoleName, role);
  },
  'AWS::IAM::ManagedPolicy'(on, item) {
    const Arn = makers['AWS::IAM::ManagedPolicy']?.(on, item).Ref ?? '';
    const Document = documentOf(on.field(item, 'PolicyDocument'), `PolicyDocument of ${item.name}: the template has none`);
    const policy: ManagedPolicy = { Arn, PolicyName: lastPart(Arn), DefaultVersionId: 'v1', Document };
    on.put('AWS::IAM::ManagedPolicy', Arn, policy);
    attachTo(on, item, { PolicyName: policy.PolicyName, PolicyArn: Arn });
  },
  'AWS::IAM::Policy': putInline,
  'AWS::IAM::RolePolicy': putInline,
  'Terraform::RolePolicyAttachment'(on, item) {
    const PolicyArn = on.field(item, 'PolicyArn');
    if (typeof PolicyArn === 'string') attachTo(on, item, { PolicyName: lastPart(PolicyArn), PolicyArn });
    else if (isGapOf(PolicyArn)) for (const name of rolesOf(on, item)) on.patch('AWS::IAM::Role', name, () => ({ AttachedManagedPolicies: PolicyArn }));
  },
  'AWS::IAM::OIDCProvider'(on, item) {
    const { known } = on.fields(item);
    const Arn = makers['AWS::IAM::OIDCProvider']?.(on, item).Arn ?? '';
    on.put('AWS::IAM::OIDCProvider', Arn, { Arn, Url: Arn.slice(Arn.indexOf('/') + 1), ClientIDList: (known.ClientIdList ?? []) as readonly string[], ThumbprintList: (known.ThumbprintList ?? []) as readonly string[] });
  },
  'AWS::IAM::SAMLProvider'(on, item) {
    const Arn = makers['AWS::IAM::SAMLProvider']?.(on, item).Arn ?? '';
    on.put('AWS::IAM::SAMLProvider', Arn, { Arn });
  },
  'AWS::Cognito::IdentityPoolRoleAttachment'(on, item) {
    const { known, gap } = on.fields(item);
    const IdentityPoolId = text(known.IdentityPoolId);
    if (IdentityPoolId === undefined) return;
    if (gap !== undefined) on.isOpen('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, gap);
    const mappings = Object.entries((known.RoleMappings ?? {}) as Readonly<Record<string, Fields>>);
    on.put('AWS::Cognito::IdentityPoolRoleAttachment', IdentityPoolId, {
      IdentityPoolId,
      ...(known.Roles === undefined ? {} : { Roles: known.Roles as Readonly<Record<string, string>> }),
      ...(mappings.length === 0
        ? {}
        : { RoleMappings: Object.fromEntries(mappings.map(([key, mapping]) => [text(mapping.IdentityProvider) ?? key, without(mapping, 'IdentityProvider') as never])) }),
    });
  },
  'AWS::Cognito::IdentityPoolPrincipalTag'(on, item) {
    const { known, gap } = on.fields(item);
    const [pool, provider] = [text(known.IdentityPoolId), text(known.IdentityProviderName)];
    if (pool === undefined || provider === undefined) return;
    const id = `${pool}/${provider}`;
    on.put('AWS::Cognito::IdentityPoolPrincipalTag', id, gap ?? (typed({ UseDefaults: false, PrincipalTags: {}, ...known }) as never));
  },
  'AWS::S3::BucketPolicy'(on, item) {
    const bucket = text(on.field(item, 'Bucket'));
    const Policy = documentOf(on.field(item, 'PolicyDocument'), `PolicyDocument of ${item.name}: the template has none`);
    if (bucket !== undefined) on.put('AWS::S3::Bucket', bucket, { BucketName: bucket, Policy });
  },
};

const lastPart = (id: string): string => id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);

function isGapOf(value: unknown): value is Gap {
  return typeof value === 'object' && value !== null && 'unread' in value;
}

function documentOf(value: Known<Plain | undefined>, missing: string): Known<PolicyDocument> {
  if (value === undefined || value === null) return { unread: missing };
  if (isGapOf(value)) return value;
  return typeof value === 'string' ? value : (value as object);
}

function inlineOf(on: Surface, item: Item): Known<readonly InlinePolicy[]> {
  const { Policies } = item.properties;
  if (Policies === undefined) return [];
  if (!Array.isArray(Policies)) {
    const whole = on.attempt(item, 'Policies', Policies);
    return isGapOf(whole) ? whole : [];
  }
  return (Policies as readonly Value[]).map((policy, index) => {
    if (!isFields(policy)) return { PolicyName: `Policies[${index}]`, PolicyDocument: { unread: `Policies[${index}] of ${item.name}: left open` } };
    const name = on.attempt(item, `Policies[${index}].PolicyName`, policy.PolicyName);
    return {
      PolicyName: text(name) ?? `Policies[${index}]`,
      PolicyDocument: documentOf(on.attempt(item, `Policies[${index}].PolicyDocument`, policy.PolicyDocument), `Policies[${index}].PolicyDocument of ${item.name}: the template has none`),
    };
  });
}

function attachedOf(on: Surface, item: Item): Known<readonly AttachedPolicy[]> {
  const arns = on.field(item, 'ManagedPolicyArns');
  if (isGapOf(arns)) return arns;
  return ((arns ?? []) as readonly string[]).map((PolicyArn) => ({ PolicyName: lastPart(PolicyArn), PolicyArn }));
}

function rolesOf(on: Surface, item: Item): readonly string[] {
  const listed = on.field(item, 'Roles') ?? on.field(item, 'RoleName');
  return [listed].flat().flatMap((role) => (typeof role === 'string' ? [lastPart(role)] : []));
}

function putInline(on: Surface, item: Item): void {
  const PolicyName = text(on.field(item, 'PolicyName')) ?? item.name;
  const PolicyDocument = documentOf(on.field(item, 'PolicyDocument'), `PolicyDocument of ${item.name}: the template has none`);
  for (const name of rolesOf(on, item)) {
    on.patch('AWS::IAM::Role', name, ({ RolePolicyList }) => ({ RolePolicyList: isGapOf(RolePolicyList) ? RolePolicyList : [...RolePolicyList, { PolicyName, PolicyDocument }] }));
  }
}

function attachTo(on: Surface, item: Item, policy: AttachedPolicy): void {
  for (const name of rolesOf(on, item)) {
    on.patch('AWS::IAM::Role', name, ({ AttachedManagedPolicies: before }) => ({ AttachedManagedPolicies: isGapOf(before) ? before : [...before, policy] }));
  }
}
