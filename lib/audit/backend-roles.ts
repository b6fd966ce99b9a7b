import { policiesOf } from '../engine/authorization';
import { from, type Call, type Person } from '../engine/scenario';
import { sessionOfRole } from '../iam/escalation/account';
import type { Session } from '../iam/escalation/escalation';
import { globOf, matches, wildcards } from '../iam/match';
import type { Statement } from '../iam/policy';
import { isGap, type Gap } from '../world/gap';
import { known } from '../world/world';
import { accountFacts } from './escalation-facts';
import { orGap } from './or-gap';
import { isEntered, type AuditedPool } from './pool';
import { nameOf } from './roles';

/** A role of the account that the pool gives nobody: a backend's, a pipeline's, a person's. */
export interface BackendRole {
  readonly arn: string;
  readonly session: Session;
}

/**
 * The backends' roles whose policies speak of any of these actions, and the refusals that keep us from knowing of more. Who may
 * write roles is left out, since nothing is beyond them; so are roles that nobody asked about, as they are in most accounts.
 */
export function backendRoles(pool: AuditedPool, actions: readonly string[]): { readonly roles: readonly BackendRole[]; readonly gaps: readonly Gap[] } {
  const given = new Set(pool.ways.filter(isEntered).map(({ roleArn }) => roleArn));
  const facts = accountFacts(pool);
  const roles = facts.roles.flatMap((role): readonly BackendRole[] => {
    const session = given.has(role.arn) ? undefined : sessionOfRole(role, facts);
    const statements = session?.policies.identity.flatMap(({ policy }) => policy.statements) ?? [];
    return session !== undefined && allows(statements, actions) && !allows(statements, roleWriting) ? [{ arn: role.arn, session }] : [];
  });
  const entries = known(pool.world, 'AWS::IAM::Role').filter((role) => isGap(role) || !given.has(role.Arn));
  const refused = entries.map((role) => (isGap(role) ? role : orGap(() => policiesOf(pool.world, role.Arn)))).filter(isGap);
  return { roles, gaps: refused.filter(wasRefused) };
}

const roleWriting = ['iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:CreateRole', 'iam:CreatePolicyVersion'];

/** The collector asks about roles that trust identity pools, and those that other answers name; a template cannot be asked about what others make. */
const wasRefused = ({ unread }: Gap): boolean => !/: (not read|NotInTemplate)$/.test(unread);

function allows(statements: readonly Statement[], actions: readonly string[]): boolean {
  return statements.some(({ effect, notAction, actions: named }) => {
    const isNamed = (action: string): boolean => named.some(({ value }) => matches(globOf(wildcards(value.toLowerCase())), action.toLowerCase()));
    return effect === 'Allow' && actions.some((action) => isNamed(action) !== notAction);
  });
}

/** Whoever runs as the role. */
export function backend(arn: string): Readonly<Record<'backend', Person>> {
  return { backend: { name: nameOf(arn), kind: 'backend' } };
}

/** The operator lets a backend run as the role. */
export function runAs(RoleArn: string): Call {
  return { id: 'run-as-role', by: 'backend', operation: 'sts:AssumeRole', input: { RoleArn, RoleSessionName: 'backend' }, signedBy: 'operator' };
}

export const backendCredentials = from('run-as-role', 'Credentials');
