import type { AccessRequest } from '../decision';
import type { Grant, Reach } from './question';
import { instanceOf } from './resources';

/**
 * The request by which a grant shows itself, by Alice or by Mallory, on what is Alice's. Put to `decide` with the question's
 * policies it gives the grant's verdict for the person that the grant's witness names; calls on a role need its trust policy beside.
 */
export function requestFor(reach: Reach, action: string, grant: Grant, as: 'alice' | 'mallory' = grant.witness.as): AccessRequest {
  const { question } = reach;
  const { resource, given, unknown } = grant.witness;
  const [use] = question.catalogue.resourceTypes(action);
  return {
    principal: question.principal,
    action: question.catalogue.action(action)?.name ?? action,
    resource: resource === '*' && use ? instanceOf(use.type, question) : resource,
    resourceAccount: question.account,
    context: { ...question.context, ...question[as].context, ...given },
    unknown,
  };
}
