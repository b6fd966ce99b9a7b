import { get } from '../../world/world';
import { allow, notes, notesWorld, signedInRole, trust, withPolicy, withTrust } from '../examples';
import { cwe, references } from '../references';
import { nameOf } from '../roles';
import { admittingStatements } from '../trusted-pools';
import { valuelessCheck } from '../valueless-variables';

const photos = 'arn:aws:s3:::notes-photos';
const ofFacebook = withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/users/\${graph.facebook.com:id}/*`)]);
const facebook = { Effect: 'Allow', Principal: { Federated: 'graph.facebook.com' }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringEquals: { 'graph.facebook.com:app_id': '1234567890' } } };
const [pool] = (trust({ aud: notes.identityPool, amr: 'authenticated' }) as { Statement: readonly object[] }).Statement;

export const providerVariable = valuelessCheck({
  code: 'VAR-04',
  name: 'provider-variable',
  title: 'A policy variable belongs to a provider’s own sessions',
  severityRule: 'Medium where an Allow then matches nobody; high where a Deny, or a comparison turned round, does not bite.',
  docs: {
    what: 'A policy of a role that the pool gives uses a key of Facebook, Google, Amazon, Apple, SAML or another provider, such as ${graph.facebook.com:id}. Those keys exist in a session when STS was given that provider’s token itself. An identity pool takes the token, and gives STS one of its own. The check has a user ask for a folder of their own.',
    why: 'Such policies are copied from the guide to web identity federation without Amazon Cognito. The statement matches nobody, and people widen it until the application works.',
    falsePositives: 'A role whose trust policy also lets the provider’s own tokens in is written for both, and is not asked about. If another statement allows the same, the check passes.',
    fix: 'Use ${cognito-identity.amazonaws.com:sub}, the identity ID, which the pool’s sessions carry whatever provider somebody signed in with.',
  },
  references: [references.variables, references.conditionKeys, cwe(639)],
  examples: {
    fails: [
      { title: 'folders are named by Facebook’s ID', world: ofFacebook, severity: 'medium' },
      { title: 'folders are named by Google’s subject', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/users/\${accounts.google.com:sub}/*`)]), severity: 'medium' },
      { title: 'the listing is limited by a SAML subject', world: withPolicy(signedInRole, [allow('s3:ListBucket', photos, { StringLike: { 's3:prefix': 'users/${saml:sub}/*' } })]), severity: 'medium' },
    ],
    passes: [
      { title: 'folders are named by the identity ID', world: notesWorld },
      { title: 'the role takes Facebook’s tokens as well', world: withTrust(signedInRole, { Version: '2012-10-17', Statement: [pool, facebook] }, ofFacebook) },
      { title: 'another statement allows the same', world: withPolicy(signedInRole, [allow('s3:GetObject', `${photos}/users/\${www.amazon.com:user_id}/*`), allow('s3:GetObject', `${photos}/users/*`)]) },
    ],
  },
  isOne: (variable) => providerOf(variable) !== undefined,
  isRight: ({ variable }, roleArn, { world }) => {
    const role = get(world, 'AWS::IAM::Role', nameOf(roleArn));
    const provider = providerOf(variable) ?? '';
    return role !== undefined && admittingStatements(role).some(({ principals }) => principals.some(({ kind, value }) => kind === 'Federated' && isOf(value.toLowerCase(), provider)));
  },
  fixWarning: 'Objects under other names have to be moved.',
});

/** The provider whose key a variable is: `saml`, or a host name and a path. */
function providerOf(variable: string): string | undefined {
  const lower = variable.toLowerCase();
  const provider = lower.slice(0, lower.lastIndexOf(':'));
  return provider === 'saml' || (/^[\w-]+(\.[\w-]+)+(\/.*)?$/.test(provider) && !/^cognito-|\.amazonaws\.com/.test(provider)) ? provider : undefined;
}

function isOf(principal: string, provider: string): boolean {
  return provider === 'saml' ? principal.includes(':saml-provider/') : principal === provider || principal.endsWith(`:oidc-provider/${provider}`);
}
