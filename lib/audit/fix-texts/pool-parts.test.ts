import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { notes, notesWorld } from '../../world/accounts/notes';
import { patch, put } from '../../world/world';
import { changesBetween } from '../changes';
import { fixTexts } from './index';

const textsOf = (after: typeof notesWorld) => Object.fromEntries(fixTexts(changesBetween(notesWorld, after)).map(({ tool, text }) => [tool, text]));

test('a group is written whole, since UpdateGroup is given the role and the precedence together', () => {
  const texts = textsOf(patch(notesWorld, 'AWS::Cognito::UserPoolGroup', `${notes.userPool}/editors`, { Precedence: 4 }));
  const settings = { UserPoolId: notes.userPool, GroupName: 'editors', Precedence: 4, RoleArn: notes.editorsRole };
  expect(texts['AWS CLI']).toContain(JSON.stringify(settings));
  expect(parse(texts.CloudFormation ?? '')).toEqual({ Editors: { Type: 'AWS::Cognito::UserPoolGroup', Properties: settings } });
  expect(texts.CDK).toContain("new cognito.CfnUserPoolGroup(this, 'Editors'");
  expect(texts.Terraform).toContain('  name = "editors"\n  precedence = 4\n');
});

test('a map of claims to principal tags is set as a whole', () => {
  const map = { IdentityPoolId: notes.identityPool, IdentityProviderName: notes.provider, UseDefaults: false, PrincipalTags: { team: 'custom:team' } };
  const texts = textsOf(put(notesWorld, 'AWS::Cognito::IdentityPoolPrincipalTag', `${notes.identityPool}/${notes.provider}`, map));
  expect(texts['AWS CLI']).toMatch(/^aws cognito-identity set-principal-tag-attribute-map/);
  expect(texts['AWS CLI']).toContain(JSON.stringify(map));
  expect(parse(texts.CloudFormation ?? '')).toEqual({ PrincipalTags: { Type: 'AWS::Cognito::IdentityPoolPrincipalTag', Properties: map } });
  expect(texts.CDK).toContain('principalTags: {');
  expect(texts.Terraform).toContain('resource "aws_cognito_identity_pool_provider_principal_tag" "tags"');
});
