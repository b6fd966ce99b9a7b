import type { ContextEntry, EvaluationResult, SimulateCustomPolicyRequest } from '@aws-sdk/client-iam';
import { explain } from '../../iam/authorize';
import type { Answer, Context, Explanation } from '../../iam/decision';
import { parsePolicy } from '../../iam/parse';
import { operation } from '../operation';

const answers: Readonly<Record<Answer, NonNullable<EvaluationResult['EvalDecision']>>> = {
  Allowed: 'allowed',
  ExplicitlyDenied: 'explicitDeny',
  ImplicitlyDenied: 'implicitDeny',
  // Every key that is not given counts as absent, so nothing is left open.
  Depends: 'implicitDeny',
};

export const SimulateCustomPolicy = operation({
  name: 'iam:SimulateCustomPolicy',
  says: 'Decides requests against policies that are given with them; here by the same evaluator as everything else in this emulator.',
  access: 'signed',
  rules: {
    document: {
      says: 'Each policy is a policy document with a statement.',
      label: 'policies readable',
      cite: 'IAM API Reference, SimulateCustomPolicy: InvalidInput',
      error: { code: 'InvalidInput', message: 'The policy document is malformed.', wording: 'unconfirmed' },
    },
  },
  perform(input: SimulateCustomPolicyRequest, context) {
    const identity = policies(input.PolicyInputList, 'PolicyInputList');
    const [boundary] = policies(input.PermissionsBoundaryPolicyInputList, 'PermissionsBoundaryPolicyInputList');
    for (const { name, policy } of boundary === undefined ? identity : [...identity, boundary]) context.hold('document', policy.statements.length > 0, name);
    const principal = input.CallerArn ?? `arn:${context.partition}:iam::${context.account}:user/simulated`;
    const given = contextOf(input.ContextEntries ?? []);
    const EvaluationResults = (input.ActionNames ?? []).flatMap((action) =>
      (input.ResourceArns ?? ['*']).map((resource) =>
        resultOf(explain({ principal, action, resource, resourceAccount: context.account, context: given }, { identity, ...(boundary === undefined ? {} : { boundary }) })),
      ),
    );
    return { EvaluationResults, IsTruncated: false };
  },
});

function policies(documents: readonly string[] = [], list: string) {
  return documents.map((document, index) => ({ name: `${list}.${index + 1}`, policy: parsePolicy(document).policy }));
}

function contextOf(entries: readonly ContextEntry[]): Context {
  return Object.fromEntries(
    entries.map(({ ContextKeyName = '', ContextKeyValues = [], ContextKeyType = 'string' }) => [ContextKeyName, ContextKeyType.endsWith('List') ? ContextKeyValues : (ContextKeyValues[0] ?? '')]),
  );
}

function resultOf({ request, answer, layers }: Explanation): EvaluationResult {
  const statements = layers.flatMap((layer) => layer.statements);
  const matched = statements.filter((statement) => statement.matched === 'yes');
  const missing = statements.flatMap(({ conditions }) => conditions.filter(({ actual }) => actual === undefined).map(({ key }) => key));
  return {
    EvalActionName: request.action,
    EvalResourceName: request.resource,
    EvalDecision: answers[answer],
    MatchedStatements: matched.map(({ policy }) => ({ SourcePolicyId: policy })),
    MissingContextValues: [...new Set(missing)],
  };
}
