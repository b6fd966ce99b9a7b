import { describe, expect, test } from 'vitest';
import { demoWorld } from './accounts/demo';
import { notes, notesWorld } from './accounts/notes';
import { applyEdits, fieldKey, realEdits, thingsOf, type Thing } from './edit';
import type { Field } from './edit-field';
import { get, put } from './world';

const thingIn = (world: typeof notesWorld, type: string, name = ''): Thing => {
  const thing = thingsOf(world).find((one) => one.type === type && one.name.includes(name));
  if (thing === undefined) throw new Error(`no ${type}`);
  return thing;
};
const keyOf = (type: string, field: string, name = ''): string => {
  const thing = thingIn(notesWorld, type, name);
  return fieldKey(thing, thing.fields.find((one) => one.key === field) as Field);
};
const problemOf = (key: string, raw: string): string | undefined => applyEdits(notesWorld, { [key]: raw }).problems[key];

describe.each([
  ['notes', notesWorld],
  ['demo', demoWorld],
])('the account %s', (_name, world) => {
  test('typing what is there anyway changes nothing', () => {
    const same = Object.fromEntries(thingsOf(world).flatMap((thing) => thing.fields.map((field) => [fieldKey(thing, field), field.raw] as const)));
    expect(applyEdits(world, same)).toEqual({ world, problems: {} });
    expect(realEdits(world, same)).toEqual({});
  });

  test('every field writes back what it reads', () => {
    for (const thing of thingsOf(world)) {
      const resource = (world.resources[thing.type] as Readonly<Record<string, object>>)[thing.id] as Readonly<Record<string, unknown>>;
      for (const field of thing.fields) {
        if (field.raw === '' && field.input.kind === 'policy') continue;
        const written = field.write(resource, field.raw);
        if ('problem' in written) throw new Error(`${thing.key} ${field.key}: ${written.problem}`);
        const again = thingsOf(put(world, thing.type, thing.id, written.resource as never)).find((one) => one.key === thing.key);
        expect(again?.fields.find((one) => one.key === field.key)?.raw, `${thing.key} ${field.key}`).toBe(field.raw);
      }
    }
  });
});

describe('what is typed wrongly is said in one sentence, and left as it was', () => {
  const pool = 'AWS::Cognito::IdentityPool';
  test.each([
    [keyOf(pool, 'CognitoIdentityProviders'), '[{"ProviderName":"https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a","ClientId":"abc"}]', 'Row 1: ProviderName is'],
    [keyOf(pool, 'CognitoIdentityProviders'), '[{"ProviderName":"cognito-idp.us-east-1.amazonaws.com/us-east-1_a"}]', 'Row 1 has no ClientId.'],
    [keyOf(pool, 'CognitoIdentityProviders'), 'nonsense', 'cannot be read'],
    [keyOf(pool, 'SupportedLoginProviders'), '[{"Provider":"accounts.google.com","App id":"1"},{"Provider":"accounts.google.com","App id":"2"}]', 'twice'],
    [keyOf(pool, 'SamlProviderARNs'), 'Office', 'named by its ARN'],
    [keyOf(pool, 'AllowClassicFlow'), 'maybe', 'is one of'],
    [keyOf(pool, 'DeveloperProviderName'), 'a b', 'letters'],
    [keyOf('AWS::Cognito::UserPoolClient', 'IdTokenValidity'), '0', 'whole number from 1'],
    [keyOf('AWS::Cognito::UserPoolClient', 'IdTokenValidity'), '1.5', 'whole number'],
    [keyOf('AWS::Cognito::UserPoolClient', 'ExplicitAuthFlows'), 'ALLOW_EVERYTHING', 'none of the values'],
    [keyOf('AWS::Cognito::UserPoolClient', 'ReadAttributes'), 'email\nemail', 'twice'],
    [keyOf('AWS::Cognito::UserPoolClient', 'CallbackURLs'), 'notes.example', 'begins with its scheme'],
    [keyOf('AWS::IAM::Role', 'MaxSessionDuration', 'guest'), '60', 'from 3600 to 43200'],
    [keyOf('AWS::IAM::Role', 'MaxSessionDuration', 'guest'), '43201', 'from 3600 to 43200'],
    [keyOf('AWS::IAM::Role', 'AssumeRolePolicyDocument', 'guest'), '', 'cannot be empty'],
    [keyOf('AWS::IAM::Role', 'AssumeRolePolicyDocument', 'guest'), '{"Version":"2012-10-17"}', 'needs a Statement'],
  ])('%s = %s', (key, raw, says) => {
    const problem = problemOf(key, raw);
    expect(problem).toContain(says);
    expect(problem).toMatch(/\.$/);
    expect(applyEdits(notesWorld, { [key]: raw }).world).toEqual(notesWorld);
  });
});

describe('what is typed rightly stands in the world as AWS spells it', () => {
  const edited = (edits: Readonly<Record<string, string>>) => {
    const { world, problems } = applyEdits(notesWorld, edits);
    expect(problems).toEqual({});
    return world;
  };

  test('flags, and a flag that may be absent', () => {
    const world = edited({ [keyOf('AWS::Cognito::IdentityPool', 'AllowUnauthenticatedIdentities')]: 'false', [keyOf('AWS::Cognito::IdentityPool', 'AllowClassicFlow')]: '' });
    const pool = get(world, 'AWS::Cognito::IdentityPool', notes.identityPool);
    expect(pool?.AllowUnauthenticatedIdentities).toBe(false);
    expect(pool).not.toHaveProperty('AllowClassicFlow');
  });

  test('a role mapping by rules, and none again', () => {
    const mapping = `RoleMappings.${notes.provider}:${notes.client}`;
    const attachment = 'AWS::Cognito::IdentityPoolRoleAttachment';
    const rules = [{ Claim: 'department', MatchType: 'Equals', Value: 'editing', RoleARN: notes.editorsRole }];
    const world = edited({
      [keyOf(attachment, `${mapping}.Type`)]: 'Rules',
      [keyOf(attachment, `${mapping}.AmbiguousRoleResolution`)]: 'Deny',
      [keyOf(attachment, `${mapping}.RulesConfiguration.Rules`)]: JSON.stringify(rules),
    });
    expect(get(world, attachment, notes.identityPool)?.RoleMappings).toEqual({
      [`${notes.provider}:${notes.client}`]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: rules } },
    });
    const back = applyEdits(world, Object.fromEntries([['Type', ''], ['AmbiguousRoleResolution', ''], ['RulesConfiguration.Rules', '[]']].map(([field, raw]) => [keyOf(attachment, `${mapping}.${field}`), raw])) as Record<string, string>);
    expect(back.world).toEqual(notesWorld);
  });

  test('an inline policy is replaced, taken away, added', () => {
    const document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
    const policies = (edits: Readonly<Record<string, string>>) => get(edited(edits), 'AWS::IAM::Role', 'notes-guest')?.RolePolicyList;
    expect(policies({ [keyOf('AWS::IAM::Role', 'RolePolicyList.PublicPhotos', 'guest')]: document })).toEqual([{ PolicyName: 'PublicPhotos', PolicyDocument: document }]);
    expect(policies({ [keyOf('AWS::IAM::Role', 'RolePolicyList.PublicPhotos', 'guest')]: '' })).toEqual([]);
    expect(policies({ [keyOf('AWS::IAM::Role', 'RolePolicyList.Added', 'guest')]: document })).toHaveLength(2);
  });

  test('what another world has and this one lacks can be put back', () => {
    const without = put(notesWorld, 'AWS::Cognito::IdentityPool', notes.identityPool, undefined);
    const lost = thingsOf(without, notesWorld).find((thing) => thing.type === 'AWS::Cognito::IdentityPool') as Thing;
    expect(lost.fields.map((field) => field.key)).toEqual(['exists']);
    const key = fieldKey(lost, lost.fields[0] as Field);
    expect(applyEdits(without, { [key]: 'no' }, notesWorld).world).toEqual(without);
    expect(applyEdits(without, { [key]: 'yes' }, notesWorld).world).toEqual(notesWorld);
  });
});
