import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { notes, notesWorld } from '../../world/accounts/notes';
import { patch } from '../../world/world';
import { changesBetween } from '../changes';
import { guestRole, withClient, withPolicy, withPool, withRoles, withUserPool, allow, tokenMapping } from '../examples';
import { fixTexts } from './index';

const textsOf = (after: typeof notesWorld, before = notesWorld) => Object.fromEntries(fixTexts(changesBetween(before, after)).map(({ tool, text }) => [tool, text]));
const hostile = "notes'; rm -rf / #\n${boom}";

/** The words that a shell makes of a command. */
const words = (command: string): readonly string[] => execFileSync('sh', ['-c', `printf '%s\\0' ${command.replace(/^aws /, '')}`], { encoding: 'utf8' }).split('\0').slice(0, -1);

describe('the AWS CLI', () => {
  test('sends the whole identity pool, since AWS resets what is left out', () => {
    const [service, operation, , region, , input] = words(textsOf(withPool({ AllowClassicFlow: false, AllowUnauthenticatedIdentities: false }))['AWS CLI'] ?? '');
    expect([service, operation, region]).toEqual(['cognito-identity', 'update-identity-pool', 'us-east-1']);
    expect(JSON.parse(input ?? '')).toEqual({
      IdentityPoolId: notes.identityPool,
      IdentityPoolName: 'notes-prod',
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: false,
      CognitoIdentityProviders: [{ ProviderName: notes.provider, ClientId: notes.client, ServerSideTokenCheck: false }],
    });
  });

  test('takes hostile names as data', () => {
    const [before, after] = [withPool({ IdentityPoolName: hostile }), withPool({ IdentityPoolName: hostile, AllowClassicFlow: undefined })];
    expect(JSON.parse(words(textsOf(after, before)['AWS CLI'] ?? '')[5] ?? '')).toMatchObject({ IdentityPoolName: hostile });
  });

  test('sends a user pool and a client without what an update does not take', () => {
    const pool = JSON.parse(words(textsOf(withUserPool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true, UnusedAccountValidityDays: 7 } }))['AWS CLI'] ?? '')[5] ?? '') as object;
    expect(pool).toMatchObject({ UserPoolId: notes.userPool, AutoVerifiedAttributes: ['email'], AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    expect(JSON.stringify(pool)).not.toMatch(/UnusedAccountValidityDays|SchemaAttributes|"Arn"/);
    const client = JSON.parse(words(textsOf(withClient({ WriteAttributes: ['name'], ClientSecret: 'REDACTED' }), withClient({ ClientSecret: 'REDACTED' }))['AWS CLI'] ?? '')[5] ?? '') as object;
    expect(client).toMatchObject({ ClientId: notes.client, WriteAttributes: ['name'], ReadAttributes: ['email', 'email_verified', 'name'] });
    expect(client).not.toHaveProperty('ClientSecret');
  });

  test('sets second factors by their own operation, and says what no update changes', () => {
    const factors = textsOf(withUserPool({ MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } }));
    expect(words(factors['AWS CLI'] ?? '').slice(0, 2)).toEqual(['cognito-idp', 'set-user-pool-mfa-config']);
    expect(factors['AWS CLI']).toContain('--mfa-configuration ON');
    expect(parse(factors.CloudFormation ?? '')).toMatchObject({ NotesUsers: { Properties: { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] } } });
    const names = textsOf(notesWorld, withUserPool({ UsernameConfiguration: { CaseSensitive: true } }));
    expect(names['AWS CLI']).toMatch(/^# UsernameConfiguration is chosen when a user pool is made/);
  });

  test('makes another client where the secret is to go', () => {
    const [, operation, , , , input] = words(textsOf(notesWorld, withClient({ ClientSecret: 'REDACTED' }))['AWS CLI'] ?? '');
    expect(operation).toBe('create-user-pool-client');
    expect(JSON.parse(input ?? '')).toMatchObject({ GenerateSecret: false, ClientName: 'notes-web', WriteAttributes: ['email', 'name'] });
    expect(input).not.toMatch(/ClientId|REDACTED/);
  });

  test('puts, deletes and detaches policies', () => {
    const own = withPolicy(guestRole, [allow('s3:GetObject', 'arn:aws:s3:::b/*')]);
    expect(textsOf(patch(own, 'AWS::IAM::Role', guestRole, { RolePolicyList: [] }), own)['AWS CLI']).toMatch(/^aws iam delete-role-policy/);
    expect(textsOf(withPolicy(guestRole, [allow('s3:GetObject', 'arn:aws:s3:::c/*')], own), own)['AWS CLI']).toMatch(/^aws iam put-role-policy/);
    const attached = patch(own, 'AWS::IAM::Role', guestRole, { AttachedManagedPolicies: [{ PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }] });
    expect(textsOf(own, attached)['AWS CLI']).toMatch(/^aws iam detach-role-policy/);
  });
});

test('CloudFormation is YAML, and means the same', () => {
  const Resource = 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*';
  const written = textsOf(withPolicy(guestRole, [allow('s3:GetObject', Resource)]), withPolicy(guestRole, [allow('s3:GetObject')])).CloudFormation ?? '';
  expect(parse(written)).toMatchObject({ Permissions: { Properties: { RoleName: guestRole, PolicyDocument: { Statement: [{ Resource }] } } } });
  expect(parse(textsOf(withPool({ AllowClassicFlow: true })).CloudFormation ?? '')).toEqual({ NotesProd: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowClassicFlow: true } } });
  expect(parse(textsOf(withRoles({ RoleMappings: tokenMapping })).CloudFormation ?? '')).toMatchObject({
    RoleAttachment: { Properties: { RoleMappings: { mapping1: { IdentityProvider: `${notes.provider}:${notes.client}`, Type: 'Token' } } } },
  });
});

test('Terraform escapes policy variables, which it would take for its own', () => {
  const own = withPolicy(guestRole, []);
  const { Terraform = '' } = textsOf(withPolicy(guestRole, [allow('s3:GetObject', 'arn:aws:s3:::b/${cognito-identity.amazonaws.com:sub}/*')], own), own);
  expect(Terraform).toContain('"arn:aws:s3:::b/$${cognito-identity.amazonaws.com:sub}/*"');
});

test('Terraform has structured settings as blocks', () => {
  const policies = { PasswordPolicy: { MinimumLength: 12, RequireNumbers: true } };
  expect(textsOf(withUserPool({ Policies: policies })).Terraform).toContain('  password_policy {\n    minimum_length = 12\n    require_numbers = true\n  }');
  const recovery = { RecoveryMechanisms: [{ Priority: 1, Name: 'verified_email' }] };
  expect(textsOf(withUserPool({ AccountRecoverySetting: recovery })).Terraform).toContain('  account_recovery_setting {\n    recovery_mechanism {\n      priority = 1\n      name = "verified_email"\n    }\n  }');
  expect(textsOf(withClient({ TokenValidityUnits: { IdToken: 'minutes' } })).Terraform).toContain('  token_validity_units {\n    id_token = "minutes"\n  }');
});
