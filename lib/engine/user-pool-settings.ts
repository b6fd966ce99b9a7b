import type { SchemaAttribute, UserPool } from '../world/resources';
import { apiReference } from './api-reference';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { poolArn, type Place } from './user-pool';
import { standardAttributes } from './user-pool-attributes';

/** What the settings of a user pool must be. */
export const poolSettingRules = {
  tier: {
    says: 'Choice-based sign-in beyond passwords needs the Essentials or Plus tier.',
    label: 'tier',
    cite: 'aws-facts §2.2',
    error: { code: 'FeatureUnavailableInTierException', message: 'The pool’s tier has no such sign-in policy.', wording: 'unconfirmed' },
  },
  verifiable: {
    says: 'Only e-mail address and phone number can be verified, and only what is verified can wait for it.',
    label: 'verifiable',
    cite: apiReference('cognito-idp', 'UpdateUserPool'),
    error: { code: 'InvalidParameterException', message: 'Verification before an update needs an attribute that is verified.', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** The settings that a request may change at any time. */
const settings = [
  'Policies', 'DeletionProtection', 'LambdaConfig', 'AutoVerifiedAttributes', 'SmsVerificationMessage', 'EmailVerificationMessage',
  'EmailVerificationSubject', 'VerificationMessageTemplate', 'SmsAuthenticationMessage', 'UserAttributeUpdateSettings', 'MfaConfiguration',
  'DeviceConfiguration', 'EmailConfiguration', 'SmsConfiguration', 'UserPoolTags', 'AdminCreateUserConfig', 'UserPoolAddOns',
  'AccountRecoverySetting', 'UserPoolTier',
] as const;

/** Those that only creation can set. */
const once = ['AliasAttributes', 'UsernameAttributes', 'UsernameConfiguration'] as const;

const passwordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
};

/** The settings of a request over AWS's defaults; an update puts back to default whatever it leaves out. */
function settingsFrom(input: UserPoolInput) {
  const { PasswordPolicy, SignInPolicy } = input.Policies ?? {};
  return {
    MfaConfiguration: 'OFF' as const,
    DeletionProtection: 'INACTIVE' as const,
    LambdaConfig: {},
    UserPoolTier: 'ESSENTIALS',
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false, UnusedAccountValidityDays: 7 },
    ...pick(input, settings),
    Policies: {
      PasswordPolicy: PasswordPolicy === undefined ? passwordPolicy : { TemporaryPasswordValidityDays: 7, ...PasswordPolicy },
      SignInPolicy: SignInPolicy ?? { AllowedFirstAuthFactors: ['PASSWORD'] },
    },
  };
}

/** What CreateUserPool and UpdateUserPool take, as far as it matters here. */
export interface UserPoolInput extends Partial<UserPool> {
  readonly PoolName?: string;
  readonly Schema?: readonly Partial<SchemaAttribute>[];
}

export function newPool(Id: string, input: UserPoolInput, context: Place & Pick<OperationContext, 'now'>): UserPool {
  return {
    Id,
    Name: input.PoolName,
    Arn: poolArn(context, Id),
    ...settingsFrom(input),
    ...pick(input, once),
    SchemaAttributes: schemaFrom(input.Schema ?? []),
    CreationDate: context.now,
    LastModifiedDate: context.now,
  };
}

/** The pool after UpdateUserPool: only what cannot change, and its second factors, outlive the request. */
export function updatedPool(before: UserPool, input: UserPoolInput, now: number): UserPool {
  const kept = ['Id', 'Arn', 'SchemaAttributes', 'CreationDate', 'Domain', 'CustomDomain', 'IssuerConfiguration', ...once] as const;
  const factors = ['SmsMfaConfiguration', 'SoftwareTokenMfaConfiguration', 'EmailMfaConfiguration', 'WebAuthnConfiguration'] as const;
  return {
    ...(pick(before, [...kept, ...factors]) as UserPool),
    Name: input.PoolName ?? before.Name,
    ...settingsFrom(input),
    LastModifiedDate: now,
  };
}

export function checkPoolSettings(pool: UserPool, context: OperationContext<keyof typeof poolSettingRules>): void {
  const factors = pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? [];
  const plain = factors.every((factor) => factor === 'PASSWORD');
  context.hold('tier', plain || pool.UserPoolTier !== 'LITE', `first factors: ${factors.join(', ')}; tier ${pool.UserPoolTier}`);
  const verified = pool.AutoVerifiedAttributes ?? [];
  const waiting = pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [];
  const wrong = [...verified.filter((name) => name !== 'email' && name !== 'phone_number'), ...waiting.filter((name) => !verified.includes(name))];
  context.hold('verifiable', wrong.length === 0, wrong.length === 0 ? 'they are as they must be' : wrong.join(', '));
}

/** What DescribeUserPool prints: all but the second factors, which GetUserPoolMfaConfig prints. */
export function describedPool(pool: UserPool): Partial<UserPool> {
  const { SmsMfaConfiguration: _sms, SoftwareTokenMfaConfiguration: _totp, EmailMfaConfiguration: _email, WebAuthnConfiguration: _key, ...shown } = pool;
  return shown;
}

/** What GetUserPoolMfaConfig prints. */
export function mfaConfig(pool: UserPool) {
  return {
    ...pick(pool, ['SmsMfaConfiguration', 'SoftwareTokenMfaConfiguration', 'EmailMfaConfiguration', 'WebAuthnConfiguration']),
    MfaConfiguration: pool.MfaConfiguration ?? 'OFF',
  };
}

/** An attribute of a pool's schema, its name with the prefix that AWS puts before those of your own. */
export function schemaAttribute(attribute: Partial<SchemaAttribute>): SchemaAttribute {
  const { Name = '', DeveloperOnlyAttribute = false } = attribute;
  const own = !(standardAttributes as readonly string[]).includes(Name);
  return {
    AttributeDataType: 'String',
    Mutable: true,
    Required: false,
    ...attribute,
    DeveloperOnlyAttribute,
    Name: own ? `${DeveloperOnlyAttribute ? 'dev:' : ''}custom:${Name}` : Name,
  };
}

function schemaFrom(asked: readonly Partial<SchemaAttribute>[]): readonly SchemaAttribute[] {
  const standard = standardAttributes.map((Name) =>
    schemaAttribute({
      Name,
      AttributeDataType: Name.endsWith('_verified') ? 'Boolean' : Name === 'updated_at' ? 'Number' : 'String',
      ...(Name === 'sub' ? { Mutable: false, Required: true } : {}),
      ...asked.find((attribute) => attribute.Name === Name),
    }),
  );
  return [...standard, ...asked.filter(({ Name }) => !(standardAttributes as readonly string[]).includes(Name ?? '')).map(schemaAttribute)];
}

function pick<T extends object, K extends string>(from: T, names: readonly K[]): Partial<Pick<T, K & keyof T>> {
  const entries = names.flatMap((name) => {
    const value = (from as Readonly<Record<string, unknown>>)[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries) as Partial<Pick<T, K & keyof T>>;
}
