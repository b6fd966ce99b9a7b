import type { Statement } from '../iam/policy';
import type { Grant, Reach } from '../iam/reach/question';

/** A permission by which one person touches what is another's. */
export interface CrossingGrant {
  readonly action: string;
  readonly grant: Grant;
}

/** What Mallory is allowed on what is Alice's, of these actions: each resource of a policy once, by the first action that has it. */
export function crossings(reach: Reach, actions: readonly string[], counts: (grant: Grant, action: string) => boolean = () => true): readonly CrossingGrant[] {
  const seen = new Set<string>();
  return actions.flatMap((action) =>
    (reach.of(action)?.grants ?? []).flatMap((grant) => {
      const key = `${grant.by?.policy} ${grant.by?.statement} ${grant.resource}`;
      if (grant.scope === 'own' || grant.verdict !== 'allowed' || seen.has(key) || !counts(grant, action)) return [];
      seen.add(key);
      return [{ action, grant }];
    }),
  );
}

/** The like that turns on something: each resource of a policy once, unless one of these actions has it anyway. */
export function conditionalCrossings(reach: Reach, actions: readonly string[], counts: (grant: Grant, action: string) => boolean = () => true): readonly CrossingGrant[] {
  const sure = new Set(crossings(reach, actions, counts).map(({ grant }) => grant.resource));
  const seen = new Set<string>();
  return actions.flatMap((action) =>
    (reach.of(action)?.grants ?? []).flatMap((grant) => {
      const key = `${grant.by?.policy} ${grant.by?.statement} ${grant.resource}`;
      if (grant.scope === 'own' || grant.verdict !== 'conditional' || sure.has(grant.resource) || seen.has(key) || !counts(grant, action)) return [];
      seen.add(key);
      return [{ action, grant }];
    }),
  );
}

/** What Alice may do with what is hers: what Mallory must be refused. */
export function ownGrants(reach: Reach, actions: readonly string[]): readonly CrossingGrant[] {
  return actions.flatMap((action) => (reach.of(action)?.grants ?? []).filter(({ scope }) => scope === 'own').map((grant) => ({ action, grant })));
}

/** The statement that a grant rests on, as the policy has it. */
export function statementOf(reach: Reach, { by }: Grant): Statement | undefined {
  const policy = reach.question.policies.identity.find(({ name }) => name === by?.policy)?.policy;
  return policy?.statements.find(({ index }) => index === by?.statement);
}

/** Whether a statement asks for DynamoDB's leading keys, whatever it makes of them. */
export function asksForLeadingKeys(statement: Statement | undefined): boolean {
  return statement?.conditions.some(({ key }) => key.toLowerCase() === 'dynamodb:leadingkeys') === true;
}
