import { get, put } from '../../world/world';
import { check, type Attempt, type Fix } from '../check';
import { notes, notesWorld, signedInRole, editorsRole, guestRole, tokenMapping, withRole, withRoles } from '../examples';
import { givenRoles, isElsewhere, refusalProbes, statementFor, whoComes, withNewRole, withRoleInstead, type GivenRole } from '../given-roles';
import { cwe, references } from '../references';
import { nameOf } from '../roles';

const without = (name: string, world = notesWorld) => put(world, 'AWS::IAM::Role', name, undefined);
const elsewhere = 'arn:aws:iam::999988887777:role/notes-signed-in';
const byRule = withRoles({
  RoleMappings: {
    [`${notes.provider}:${notes.client}`]: {
      Type: 'Rules',
      AmbiguousRoleResolution: 'AuthenticatedRole',
      RulesConfiguration: { Rules: [{ Claim: 'custom:plan', MatchType: 'Equals', Value: 'pro', RoleARN: notes.editorsRole }] },
    },
  },
});

export const missingRole = check<GivenRole>({
  code: 'MAP-01',
  name: 'missing-role',
  title: 'A role that the pool gives does not exist',
  resource: 'AWS::IAM::Role',
  severityRule: 'Medium: those whom it is for get no credentials.',
  docs: {
    what: 'The pool, a mapping rule or a group of a trusted user pool names a role that IAM does not have: it was deleted, it was made anew under another path, or the ARN is of another account, which the enhanced flow never gives. The check has each of those people ask for credentials.',
    why: 'SetIdentityPoolRoles and groups keep an ARN when its role goes. Everybody whom it is for is told that the identity pool’s configuration is invalid, and nobody else notices.',
    falsePositives: 'Without the permission to read the role the verdict is unknown, never “missing”. The role of a group counts only where the pool reads roles from the token.',
    fix: 'Name the role that took its place, or make it anew with a trust policy for this pool.',
  },
  references: [references.iamRoles, references.roleMapping, cwe(672)],
  examples: {
    fails: [
      { title: 'the role for signed-in users was deleted', world: without(signedInRole), severity: 'medium' },
      { title: 'the role for guests was deleted', world: without(guestRole), severity: 'medium' },
      { title: 'the role of a rule was deleted', world: without(editorsRole, byRule), severity: 'medium' },
      { title: 'the role of a group was deleted', world: without(editorsRole, withRoles({ RoleMappings: tokenMapping })), severity: 'medium' },
      { title: 'the role lies under another path now', world: withRole(signedInRole, { Arn: `arn:aws:iam::${notes.account}:role/notes/notes-signed-in`, Path: '/notes/' }), severity: 'medium' },
      { title: 'the role is of another account', world: withRoles({ Roles: { authenticated: elsewhere, unauthenticated: notes.guestRole } }), severity: 'medium' },
    ],
    passes: [
      { title: 'every role is there', world: notesWorld },
      { title: 'a group’s role is gone that the pool does not read', world: without(editorsRole) },
    ],
  },
  subjects: givenRoles,
  probes(subject, { world }): readonly Attempt[] {
    const { arn = '' } = subject;
    const foreign = isElsewhere(arn, world);
    return refusalProbes(subject, foreign ? 'sts' : 'role', 'ask for credentials', `The role ${nameOf(arn)} exists.`, (entrance) => ({
      severity: 'medium',
      confidence: 'proved',
      actor: entrance.actor,
      message: `${whoComes(entrance)} get no credentials: the role ${arn} ${foreign ? 'is of another account' : 'does not exist'}.`,
    }));
  },
  fix(subject, pool): Fix | undefined {
    const { arn } = subject;
    if (arn === undefined) return undefined;
    const successor = get(pool.world, 'AWS::IAM::Role', nameOf(arn));
    if (successor !== undefined) return { summary: `Name ${successor.Arn}, which is there.`, world: withRoleInstead(pool.world, pool, arn, successor.Arn) };
    const here = `arn:${pool.world.partition}:iam::${pool.world.account}:role/${nameOf(arn)}`;
    const made = isElsewhere(arn, pool.world) ? here : arn;
    const world = withNewRole(pool, made, statementFor(subject, pool));
    return {
      summary: `Make the role ${nameOf(arn)} anew, or name another.`,
      world: made === arn ? world : withRoleInstead(world, pool, arn, made),
      warning: 'The new role trusts this pool and allows nothing yet: give it what its users need, and no more.',
    };
  },
});
