import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import { get, put } from '../../world/world';
import { samlAttribute } from '../assertion';
import { outsideAssertion } from '../outside-provider';
import { run } from '../run';
import { from, type Input } from '../scenario';
import { AssumeRole } from './assume-role';
import { AssumeRoleWithSAML } from './assume-role-with-saml';
import { describeOperation } from './describe-operation.testing';
import { GetFederationToken } from './get-federation-token';
import { GetSessionToken } from './get-session-token';
import { byOperator, call, getCredentials, getId, login, now, signed, story, withoutSts, withPool, withRole, withRoles } from './notes.testing';
import { SignIn } from './provider-sign-in';

const allow = (Action: string | string[], Resource = '*') => [{ PolicyName: 'Allow', PolicyDocument: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } } }];
const trusting = (Principal: object, Action: string | string[], Condition = {}) => ({
  AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action, Condition }] },
});
const signIn = [getId(login()), getCredentials(login())];
const chained = withRole('notes-editors', { ...trusting({ AWS: notes.signedInRole }, ['sts:AssumeRole', 'sts:TagSession']), MaxSessionDuration: 7200 }, withRole('notes-signed-in', { RolePolicyList: allow('sts:*') }));
const take = (input: Input = {}) => signed('sts:AssumeRole', { RoleArn: notes.editorsRole, RoleSessionName: 'ana', ...input });
const asOperator = (input: Input = {}) => byOperator('sts:AssumeRole', { RoleArn: notes.editorsRole, RoleSessionName: 'ana', ...input });
const manyTags = Array.from({ length: 10 }, (_, i) => ({ Key: `tag-${i}`, Value: 'x'.repeat(60) }));

describeOperation(AssumeRole, {
  allows: {
    'a role that trusts the caller’s': story([...signIn, take()], { world: chained }),
    'with tags': story([...signIn, take({ Tags: [{ Key: 'team', Value: 'crew' }] })], { world: chained }),
  },
  refuses: {
    region: story([asOperator()], { world: withoutSts }),
    request: story([asOperator({ DurationSeconds: 60 })]),
    role: story([asOperator({ RoleArn: `arn:aws:iam::${notes.account}:role/nobody` })]),
    chained: story([...signIn, take({ DurationSeconds: 7200 })], { world: chained }),
    duration: story([asOperator({ DurationSeconds: 7200 })]),
    packed: story([asOperator({ Tags: manyTags })]),
  },
});

describe('a chained role', () => {
  const end = (world: typeof notesWorld, input: Input = {}) => run(story([...signIn, take(input)], { world })).steps.at(-1)?.error;

  test('needs the role’s trust, and unless that names the caller’s role, the caller’s policy', () => {
    expect(end(chained)).toBeUndefined();
    const unable = withRole('notes-signed-in', { RolePolicyList: [] }, chained);
    expect(end(unable)).toBeUndefined();
    const ofAccount = (world: typeof notesWorld) => withRole('notes-editors', trusting({ AWS: `arn:aws:iam::${notes.account}:root` }, 'sts:AssumeRole'), world);
    expect(end(ofAccount(chained))).toBeUndefined();
    expect(end(ofAccount(unable))?.message).toMatch(/is not authorized to perform: sts:AssumeRole on resource: /);
    expect(end(withRole('notes-editors', trusting({ AWS: notes.guestRole }, 'sts:AssumeRole'), chained))?.code).toBe('AccessDenied');
    expect(end(withRole('notes-editors', trusting({ AWS: notes.signedInRole }, 'sts:AssumeRole'), chained), { Tags: [{ Key: 'a', Value: 'b' }] })?.message).toContain('sts:TagSession');
    expect(end(chained, { RoleArn: `arn:aws:iam::${notes.account}:role/nobody` })?.code).toBe('AccessDenied');
  });

  test('heeds an external id, and its session is the role’s own', () => {
    const asking = withRole('notes-editors', trusting({ AWS: notes.signedInRole }, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'secret' } }), chained);
    expect(end(asking)?.code).toBe('AccessDenied');
    expect(end(asking, { ExternalId: 'secret' })).toBeUndefined();
    const who = run(story([...signIn, take(), call('sts:GetCallerIdentity', {}, { signedBy: from('AssumeRole', 'Credentials') })], { world: chained }));
    expect(who.steps.at(-1)?.output?.Arn).toBe(`arn:aws:sts::${notes.account}:assumed-role/notes-editors/ana`);
  });
});

const entity = 'https://idp.corp.example/saml';
const PrincipalArn = `arn:aws:iam::${notes.account}:saml-provider/corp`;
const samlWorld = put(
  withRole('notes-editors', trusting({ Federated: PrincipalArn }, ['sts:AssumeRoleWithSAML', 'sts:TagSession'], { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } })),
  'AWS::IAM::SAMLProvider',
  PrincipalArn,
  { Arn: PrincipalArn, SAMLMetadataDocument: `<EntityDescriptor entityID="${entity}"></EntityDescriptor>` },
);
const pair = `${notes.editorsRole},${PrincipalArn}`;
const assertion = (fields: Partial<Parameters<typeof outsideAssertion>[0]> = {}, roles = [pair]) => outsideAssertion({ Provider: entity, Subject: 'ana@corp', ...fields }, roles, now);
const withSaml = (SAMLAssertion: string, input: Input = {}) => call('sts:AssumeRoleWithSAML', { RoleArn: notes.editorsRole, PrincipalArn, SAMLAssertion, ...input });
const saml = (SAMLAssertion: string, input: Input = {}, world = samlWorld) => story([withSaml(SAMLAssertion, input)], { world });
const tagged = (tags: Record<string, string>) => assertion({ Claims: Object.fromEntries(Object.entries(tags).map(([tag, value]) => [`${samlAttribute.tag}${tag}`, value])) });
const broken = (text: string) => Buffer.from(Buffer.from(text, 'base64').toString().replace('ana@corp', 'ben@corp')).toString('base64');

describeOperation(AssumeRoleWithSAML, {
  allows: { 'a role that the assertion offers': saml(assertion()), 'with tags': saml(tagged({ team: 'crew' })) },
  refuses: {
    region: saml(assertion(), {}, withoutSts),
    request: saml(assertion(), { DurationSeconds: 60 }),
    readable: saml('PHNhbWw+'),
    provider: saml(assertion(), {}, notesWorld),
    issuer: saml(assertion({ Provider: 'https://other.example/saml' })),
    signature: saml(broken(assertion())),
    expiry: saml(assertion({ Duration: 0 })),
    sessionName: saml(outsideAssertion({ Provider: entity, Subject: 'ana@corp', Claims: { [samlAttribute.sessionName]: [] } }, [pair], now)),
    role: saml(assertion({}, [`${notes.guestRole},${PrincipalArn}`])),
    trust: saml(assertion({}, [`${notes.guestRole},${PrincipalArn}`]), { RoleArn: notes.guestRole }),
    tags: saml(tagged({ team: 'crew' }), {}, withRole('notes-editors', trusting({ Federated: PrincipalArn }, 'sts:AssumeRoleWithSAML'), samlWorld)),
    duration: saml(assertion(), { DurationSeconds: 7200 }),
    packed: saml(tagged(Object.fromEntries(manyTags.map((tag) => [tag.Key, tag.Value])))),
  },
});

describe('a SAML provider in an identity pool', () => {
  const AssumeRolePolicyDocument = get(notesWorld, 'AWS::IAM::Role', 'notes-signed-in')?.AssumeRolePolicyDocument as object;
  const world = withPool({ SamlProviderARNs: [PrincipalArn] }, withRole('notes-editors', { AssumeRolePolicyDocument }, samlWorld));
  const two = [pair, `${notes.signedInRole},${PrincipalArn}`];
  const end = (response: string, fields: Input = {}, own = world) => {
    const trace = run(story([getId({ [PrincipalArn]: response }), getCredentials({ [PrincipalArn]: response }, fields), signed('sts:GetCallerIdentity', {})], { world: own }));
    return String(trace.steps.at(-1)?.output?.Arn ?? trace.steps.at(-1)?.error?.message).replace(/.*assumed-role/, '');
  };

  test('gives the role in the assertion; with several, the caller chooses', () => {
    expect(end(assertion())).toBe('/notes-editors/CognitoIdentityCredentials');
    expect(end(assertion({}, two))).toBe('/notes-signed-in/CognitoIdentityCredentials');
    expect(end(assertion({}, two), { CustomRoleArn: notes.editorsRole })).toBe('/notes-editors/CognitoIdentityCredentials');
    expect(end(assertion(), { CustomRoleArn: notes.guestRole })).toMatch(/CustomRoleArn/);
    expect(end(assertion({}, []))).toBe('/notes-signed-in/CognitoIdentityCredentials');
  });

  test('may be mapped by rules on its attributes', () => {
    const Rules = [{ Claim: 'department', MatchType: 'Equals' as const, Value: 'press', RoleARN: notes.editorsRole }];
    const mapped = withRoles({ RoleMappings: { [PrincipalArn]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules } } } }, world);
    expect(end(assertion({ Claims: { department: 'press' } }, []), {}, mapped)).toBe('/notes-editors/CognitoIdentityCredentials');
    expect(end(assertion({ Claims: { department: 'sales' } }, []), {}, mapped)).toBe(`The ambiguous role mapping rules for: ${PrincipalArn} denied this request.`);
  });

  test('is checked as any provider', () => {
    expect(end('PHNhbWw+')).toMatch(/Not a valid/);
    expect(end(assertion(), {}, withPool({ SamlProviderARNs: [] }, world))).toMatch(/not from a supported provider/);
    expect(end(assertion({ Provider: 'https://other.example/saml' }))).toMatch(/Issuer doesn't match/);
    expect(end(broken(assertion()))).toMatch(/Couldn't verify/);
    expect(end(assertion({ Duration: 0 }))).toMatch(/Token expired/);
    const unread = put(world, 'AWS::IAM::SAMLProvider', PrincipalArn, { Arn: PrincipalArn });
    expect(() => end(assertion(), {}, unread)).toThrow(/Not read: metadata/);
  });
});

describeOperation(SignIn, {
  allows: {
    'at Google': story([call('outside-provider:SignIn', { Provider: 'accounts.google.com', ClientId: 'notes', Subject: '1' })]),
    'at a SAML provider': story([call('outside-provider:SignIn', { Provider: entity, Subject: 'ana', Roles: [pair] })]),
  },
  refuses: {},
});

test('a token from outside is a login, if the pool trusts its provider and app', () => {
  const world = withPool({ SupportedLoginProviders: { 'accounts.google.com': 'notes' } });
  const google = call('outside-provider:SignIn', { Provider: 'accounts.google.com', ClientId: 'notes', Subject: '1' });
  const logins = { 'accounts.google.com': from('SignIn', 'IdToken') };
  expect(run(story([google, getId(logins), getCredentials(logins)], { world })).ended).toBe('ok');
  const saml = call('outside-provider:SignIn', { Provider: entity, Subject: 'ana', Roles: [pair] });
  const response = { [PrincipalArn]: from('SignIn', 'SAMLResponse') };
  expect(run(story([saml, getId(response)], { world: withPool({ SamlProviderARNs: [PrincipalArn] }, samlWorld) })).ended).toBe('ok');
});

describeOperation(GetSessionToken, { allows: {}, refuses: { user: story([...signIn, signed('sts:GetSessionToken', {})]) } });
describeOperation(GetFederationToken, { allows: {}, refuses: { user: story([...signIn, signed('sts:GetFederationToken', { Name: 'ana' })]) } });
test('what a long-lived key would get is not emulated', () => {
  for (const operation of ['sts:GetSessionToken', 'sts:GetFederationToken']) expect(() => run(story([byOperator(operation, {})]))).toThrow(/Not emulated/);
});
