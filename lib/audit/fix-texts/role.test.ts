import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { notes, notesWorld } from '../../world/accounts/notes';
import { put } from '../../world/world';
import { changesBetween } from '../changes';
import { signedInRole, trust, withRoles } from '../examples';
import { fixTexts } from './index';

const document = trust({ aud: notes.identityPool, amr: 'authenticated' });
const arn = `arn:aws:iam::${notes.account}:role/app/notes-users`;
const attached = withRoles({ Roles: { authenticated: arn } });
const made = put(attached, 'AWS::IAM::Role', 'notes-users', { RoleName: 'notes-users', Arn: arn, Path: '/app/', AssumeRolePolicyDocument: document, RolePolicyList: [], AttachedManagedPolicies: [] });
const texts = Object.fromEntries(fixTexts(changesBetween(notesWorld, made)).map(({ tool, text }) => [tool, text]));

describe('a role that did not exist', () => {
  test('is made with its path and trust policy, before anything names it', () => {
    const text = texts['AWS CLI'] ?? '';
    expect(text).toMatch(/^aws iam create-role/);
    expect(text).toContain('--role-name notes-users');
    expect(text).toContain('--path /app/');
    expect(text).toContain(JSON.stringify(document));
    expect(text.indexOf('set-identity-pool-roles')).toBeGreaterThan(text.indexOf('create-role'));
  });

  test('is a resource of its own in each template', () => {
    expect(parse((texts.CloudFormation ?? '').split('\n\n')[0] ?? '')).toEqual({ NotesUsers: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'notes-users', Path: '/app/', AssumeRolePolicyDocument: document } } });
    expect(texts.CDK).toContain("new iam.CfnRole(this, 'NotesUsers'");
    expect(texts.Terraform).toMatch(/^resource "aws_iam_role" "notes_users" \{\n {2}name {15}= "notes-users"\n {2}path/);
  });

  test('is made anew when AWS said that it is gone', () => {
    const gone = put(notesWorld, 'AWS::IAM::Role', signedInRole, { absent: true });
    expect(fixTexts(changesBetween(gone, notesWorld))[0]?.text).toMatch(/^aws iam create-role/);
  });
});
