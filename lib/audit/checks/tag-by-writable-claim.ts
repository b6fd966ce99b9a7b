import { isGap } from '../../world/gap';
import type { IdentityPoolPrincipalTag, UserPool, UserPoolClient } from '../../world/resources';
import { put, type World } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import { subjectOf } from '../entrances';
import { allow, editorsRole, notes, notesWorld, onPage, signedInRole, tokenMapping, trust, withClient, withPolicy, withRoles, withTrust, withUserPool } from '../examples';
import { orGap } from '../or-gap';
import type { AuditedPool } from '../pool';
import { mappedTags, sampleValues, tagOpenings, type MappedTag, type Opening } from '../principal-tags';
import { cwe, references } from '../references';
import { requestCall } from '../requests';
import { nameOf } from '../roles';
import { weighed } from '../severities';
import { withStandIns } from '../stand-ins';
import { tryIn } from '../trial';
import { fixWritable, isAttribute, writeAttribute, type SelfWrite } from '../writable-claims';

interface WritableTag extends Subject, MappedTag {}

const documents = 'arn:aws:s3:::notes-documents';
const byDepartment = [allow('s3:GetObject', `${documents}/\${aws:PrincipalTag/department}/*`)];
const byEmail = [allow('s3:GetObject', `${documents}/\${aws:PrincipalTag/email}/*`)];
const schema = (notesWorld.resources['AWS::Cognito::UserPool']?.[notes.userPool] as UserPool).SchemaAttributes ?? [];

/** The notes app where a user’s department decides which documents they read. */
function byTag(fields: Partial<UserPoolClient>, statements: readonly object[] = byDepartment, map: Partial<IdentityPoolPrincipalTag> = { PrincipalTags: { department: 'custom:department' } }): World {
  const pool = withUserPool({ SchemaAttributes: [...schema, { Name: 'custom:department', AttributeDataType: 'String', Mutable: true }] });
  const client = withClient({ ReadAttributes: ['email', 'name', 'custom:department'], ...fields }, pool);
  const roles = withPolicy(signedInRole, statements, withTrust(signedInRole, trust({ aud: notes.identityPool, amr: 'authenticated', tags: true }), client));
  return put(roles, 'AWS::Cognito::IdentityPoolPrincipalTag', `${notes.identityPool}/${notes.provider}`, { IdentityPoolId: notes.identityPool, IdentityProviderName: notes.provider, UseDefaults: false, ...map });
}

const writable = { WriteAttributes: ['email', 'name', 'custom:department'] };
const forLegal = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: notes.signedInRole }, Action: 's3:GetObject', Resource: `${documents}/*`, Condition: { StringEquals: { 'aws:PrincipalTag/department': 'Legal' } } }] };
const onlyLegal = { StringEquals: { 'aws:PrincipalTag/department': 'Legal' } };

export const tagByWritableClaim = check<WritableTag>({
  code: 'MAP-16',
  name: 'tag-by-writable-claim',
  title: 'Access follows from a principal tag that users write themselves',
  resource: 'AWS::Cognito::IdentityPoolPrincipalTag',
  severityRule: 'High. One level less where only the undocumented default lets users write the attribute.',
  docs: {
    what: 'The pool turns an attribute of the user into a principal tag of the session (attributes for access control), a policy decides by that tag, and some app client lets users write the attribute. The check has a user be refused something, write the attribute, sign in anew and be allowed it.',
    why: 'The policy reads as if it kept departments or customers apart. But whoever may edit the attribute chooses the tag, and with it whose data they reach. One request does it, which the application’s own pages need not offer.',
    falsePositives: 'Tags from sub or aud, which the pool maps by default, are nobody’s to write, and the check is silent about them. It is silent too when no policy of a role or bucket uses the tag. What a trigger writes into the token cannot be judged from here and is unknown.',
    fix: 'Take the attribute from every client’s list of writable attributes, so that only administrators or a trusted provider set it.',
  },
  references: [references.attributesForAccessControl, references.userAttributes, cwe(639), cwe(915)],
  examples: {
    fails: [
      { title: 'the department is part of the path', world: byTag(writable), severity: 'high' },
      { title: 'a condition compares the department', world: byTag(writable, [allow('s3:GetObject', `${documents}/contracts/*`, onlyLegal)]), severity: 'high' },
      { title: 'a Deny keeps the others out', world: byTag(writable, [allow('s3:GetObject', `${documents}/*`), { Effect: 'Deny', Action: 's3:GetObject', Resource: `${documents}/*`, Condition: { StringNotEquals: onlyLegal.StringEquals } }]), severity: 'high' },
      {
        title: 'the role of a group decides by it',
        world: withRoles({ RoleMappings: tokenMapping }, withPolicy(editorsRole, byDepartment, withTrust(editorsRole, trust({ aud: notes.identityPool, amr: 'authenticated', tags: true }), byTag(writable, [allow('s3:GetObject', `${documents}/public/*`)])))),
        severity: 'high',
      },
      { title: 'the policy of a bucket decides by it', world: put(byTag(writable, []), 'AWS::S3::Bucket', 'notes-documents', { BucketName: 'notes-documents', Policy: forLegal }), severity: 'high' },
      { title: 'rows are chosen by it', world: byTag(writable, [allow('dynamodb:Query', 'arn:aws:dynamodb:us-east-1:111122223333:table/notes', { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['${aws:PrincipalTag/department}'] } })]), severity: 'high' },
      { title: 'the e-mail address is part of the path, and counts before it is verified', world: withUserPool({ UserAttributeUpdateSettings: undefined }, byTag(writable, byEmail, { PrincipalTags: { email: 'email' } })), severity: 'high' },
      { title: 'the client has no list', world: byTag({ WriteAttributes: undefined }), severity: 'medium' },
      { title: 'users sign in on a hosted page that may edit profiles', world: byTag({ ...writable, ...onPage('openid', 'aws.cognito.signin.user.admin') }), severity: 'high' },
    ],
    passes: [
      { title: 'no client may write the attribute', world: byTag({ WriteAttributes: ['email', 'name'] }) },
      { title: 'the e-mail address counts once it is verified', world: byTag(writable, byEmail, { PrincipalTags: { email: 'email' } }) },
      { title: 'the tag is the user’s sub', world: byTag(writable, byDepartment, { PrincipalTags: { department: 'sub' } }) },
      { title: 'the pool maps the defaults', world: byTag(writable, [allow('s3:GetObject', `${documents}/\${aws:PrincipalTag/username}/*`)], { UseDefaults: true }) },
      { title: 'no policy uses the tag', world: byTag(writable, [allow('s3:GetObject', `${documents}/public/*`)]) },
      { title: 'no claim is mapped', world: notesWorld },
    ],
  },
  subjects: (pool) =>
    mappedTags(pool).flatMap((one): readonly WritableTag[] => {
      const id = `${pool.id}/${one.provider.name} ${one.tag}`;
      return isAttribute(one.claim) ? [{ ...one, resource: { type: 'AWS::Cognito::IdentityPoolPrincipalTag', id } }] : [];
    }),
  probes(subject, pool): readonly Attempt[] {
    const choices = choosing(subject, pool);
    // Where nobody can write the attribute, it does not matter what the tag opens.
    if (!choices.some((choice) => canBe(choice, pool))) return choices;
    const openings = orGap(() => tagOpenings(subject, pool));
    if (isGap(openings)) return [openings];
    return openings.length === 0 ? choices : openings.flatMap((opening) => (isGap(opening) ? [opening] : probesFor(subject, opening, pool)));
  },
  fix: (subject, pool) => fixWritable(subject, pool),
});

/** A user writes the attribute, and gets credentials with the tag. */
function choosing({ provider, claim, tag }: WritableTag, pool: AuditedPool): readonly Attempt[] {
  const { own, others } = sampleValues(claim);
  const write: SelfWrite = { provider, claim, value: others, before: { [claim]: own }, title: `A user sets ${claim} to “${others}” and asks for credentials` };
  return writeAttribute(write, pool, () => ({
    severity: 'info',
    confidence: 'proved',
    actor: pool.signedIn(provider).actor,
    message: `Users can choose the principal tag ${tag} by writing ${claim}, and no policy of a role or bucket asks for it.`,
    intended: true,
  }));
}

/** Whether it works, or nobody can tell. */
function canBe(attempt: Attempt, pool: AuditedPool): boolean {
  const trial = isGap(attempt) ? attempt : orGap(() => tryIn(pool.world, attempt));
  return isGap(trial) || trial.proved;
}

function probesFor({ provider, claim, tag }: WritableTag, { value, way, groups, wanted }: Opening, pool: AuditedPool): readonly Attempt[] {
  const request = `${wanted.action} on ${wanted.resource}`;
  const actor = way.entrance.actor;
  const write: SelfWrite = {
    provider,
    claim,
    value,
    before: { [claim]: sampleValues(claim).own },
    groups,
    title: `A user sets ${claim} to “${value}” and asks for ${request}`,
    refused: requestCall(way, wanted, 0, { id: 'refused-request' }),
    then: [requestCall(way, wanted, 1)],
    prepare: (world) => withStandIns(world, [wanted.resource]),
  };
  return writeAttribute(write, pool, (writer, contested) => {
    const confidence = contested ? 'contested' : 'proved';
    const message = `${subjectOf(way.entrance)} can choose the principal tag ${tag} by writing ${claim} through the app client ${writer.ClientName ?? writer.ClientId}, and so be allowed ${request} with the role ${nameOf(way.roleArn)}.`;
    return { severity: weighed('high', confidence), confidence, actor, message };
  });
}
