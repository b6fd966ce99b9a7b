import { z } from 'zod';
import type { Exchange } from './snapshot';

/** What one AWS CLI command prints, and the request that it must have been the answer to. */
interface Printed {
  /** Holds for what the command prints and for nothing else. */
  readonly form: z.ZodType<Readonly<Record<string, unknown>>>;
  readonly operation: string;
  /** Undefined when the print does not say what was asked: an empty list of some user pool's groups. */
  input(output: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined;
}

const text = z.string();
const some = z.unknown();
const inside = (output: Readonly<Record<string, unknown>>, field: string) => output[field] as Readonly<Record<string, unknown>>;
const first = (output: Readonly<Record<string, unknown>>, field: string) => (output[field] as readonly Readonly<Record<string, unknown>>[])[0];
const pick = (from: Readonly<Record<string, unknown>>, ...fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, from[field]]));
const poolOf = (from: Readonly<Record<string, unknown>> | undefined) => (from === undefined ? undefined : pick(from, 'UserPoolId'));

const details: Readonly<Record<string, string>> = { Role: 'RoleDetailList', User: 'UserDetailList', Group: 'GroupDetailList' };

const commands: readonly Printed[] = [
  {
    form: z.looseObject({ IdentityPoolId: text, IdentityPoolName: text, AllowUnauthenticatedIdentities: z.boolean() }),
    operation: 'cognito-identity:DescribeIdentityPool',
    input: (output) => pick(output, 'IdentityPoolId'),
  },
  {
    form: z.looseObject({ IdentityPoolId: text, IdentityProviderName: text }),
    operation: 'cognito-identity:GetPrincipalTagAttributeMap',
    input: (output) => pick(output, 'IdentityPoolId', 'IdentityProviderName'),
  },
  {
    form: z.looseObject({ IdentityPoolId: text, Roles: some.optional(), RoleMappings: some.optional() }),
    operation: 'cognito-identity:GetIdentityPoolRoles',
    input: (output) => pick(output, 'IdentityPoolId'),
  },
  { form: z.looseObject({ IdentityPools: z.array(some) }), operation: 'cognito-identity:ListIdentityPools', input: () => ({}) },
  {
    form: z.looseObject({ UserPool: z.looseObject({ Id: text }) }),
    operation: 'cognito-idp:DescribeUserPool',
    input: (output) => ({ UserPoolId: inside(output, 'UserPool').Id }),
  },
  {
    form: z.looseObject({ UserPoolClient: z.looseObject({ ClientId: text, UserPoolId: text }) }),
    operation: 'cognito-idp:DescribeUserPoolClient',
    input: (output) => pick(inside(output, 'UserPoolClient'), 'UserPoolId', 'ClientId'),
  },
  {
    form: z.looseObject({ UserPoolClients: z.array(z.looseObject({ UserPoolId: text })) }),
    operation: 'cognito-idp:ListUserPoolClients',
    input: (output) => poolOf(first(output, 'UserPoolClients')),
  },
  {
    form: z.looseObject({ Groups: z.array(z.looseObject({ GroupName: text, UserPoolId: text })) }),
    operation: 'cognito-idp:ListGroups',
    input: (output) => poolOf(first(output, 'Groups')),
  },
  {
    form: z.looseObject({ IdentityProvider: z.looseObject({ ProviderName: text, UserPoolId: text }) }),
    operation: 'cognito-idp:DescribeIdentityProvider',
    input: (output) => pick(inside(output, 'IdentityProvider'), 'UserPoolId', 'ProviderName'),
  },
  {
    form: z.looseObject({ RoleDetailList: z.array(some) }),
    operation: 'iam:GetAccountAuthorizationDetails',
    // A filtered print has empty lists for what was filtered out: only a list with something in it is sure to be whole.
    input: (output) => ({ Filter: Object.keys(details).filter((kind) => ((output[details[kind] ?? ''] ?? []) as readonly unknown[]).length > 0) }),
  },
  { form: z.looseObject({ Roles: z.array(z.looseObject({ RoleName: text })) }), operation: 'iam:ListRoles', input: () => ({}) },
  {
    form: z.looseObject({ Role: z.looseObject({ RoleName: text }) }),
    operation: 'iam:GetRole',
    input: (output) => pick(inside(output, 'Role'), 'RoleName'),
  },
  {
    form: z.looseObject({ RoleName: text, PolicyName: text, PolicyDocument: some }),
    operation: 'iam:GetRolePolicy',
    input: (output) => pick(output, 'RoleName', 'PolicyName'),
  },
  {
    form: z.looseObject({ Functions: z.array(z.looseObject({ FunctionName: text })) }),
    operation: 'lambda:ListFunctions',
    input: () => ({}),
  },
];

/**
 * The exchange behind something that the AWS CLI printed, or undefined when it is nothing that an audit reads.
 * @param userPoolId the user pool that an empty list must belong to, if there is only one
 */
export function exchangeOf(printed: unknown, region: string, userPoolId?: string): Exchange | 'says nothing' | undefined {
  for (const { form, operation, input } of commands) {
    const parsed = form.safeParse(printed);
    if (!parsed.success) continue;
    const asked = input(parsed.data) ?? (userPoolId === undefined ? undefined : { UserPoolId: userPoolId });
    return asked === undefined ? 'says nothing' : { region, operation, input: asked, output: parsed.data };
  }
  return undefined;
}
