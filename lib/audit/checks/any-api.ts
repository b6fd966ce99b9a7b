import { allow, guestRole, invitationOnly, notes, notesWorld, signedInRole, withPolicy } from '../examples';
import { isWide, reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

const api = `arn:aws:execute-api:${notes.region}:${notes.account}:a1b2c3d4e5/prod/GET/notes`;
const graph = `arn:aws:appsync:${notes.region}:${notes.account}:apis/notesgraph/*`;

export const anyApi = reachCheck({
  code: 'PER-10',
  name: 'any-api',
  title: 'A session calls any API',
  severityRule: 'Who gets the role × reading others’ data.',
  docs: {
    what: 'A role that the pool gives lets its session call APIs of API Gateway or AppSync that the policy does not name, or read the keys of APIs. The check asks IAM to call one of which no policy speaks.',
    why: 'An API that asks for IAM authorization trusts IAM’s word. A permission for every API of the account is a permission for the internal ones too, and for those of tomorrow.',
    falsePositives: 'A policy that names the API is a remark: what its methods do, only its owner knows.',
    fix: 'Name the API, the stage, the method and the path, or the GraphQL fields.',
  },
  references: [references.iamRoles, cwe(285)],
  yieldsTo: ['PER-01'],
  examples: {
    fails: [
      { title: 'users call any API', world: withPolicy(signedInRole, [allow('execute-api:Invoke', 'arn:aws:execute-api:*:*:*')]), severity: 'high' },
      { title: 'guests call any GraphQL field', world: withPolicy(guestRole, [allow('appsync:GraphQL')]), severity: 'high' },
      { title: 'invited users read API keys', world: invitationOnly(withPolicy(signedInRole, [allow('appsync:List*')])), severity: 'medium' },
    ],
    passes: [
      { title: 'roles call no APIs', world: notesWorld },
      { title: 'users call one API', world: withPolicy(signedInRole, [allow('execute-api:Invoke', api), allow('appsync:GraphQL', graph)]) },
    ],
  },
  classes: [
    {
      actions: ['execute-api:Invoke', 'execute-api:ManageConnections', 'appsync:GraphQL'],
      does: 'call APIs that trust IAM’s word',
      worth: ({ grant }) => (isWide(grant) ? { capability: 'K3' } : { which: 'is an API that the policy names; what it does, only its owner knows' }),
    },
    { actions: ['appsync:ListApiKeys', 'apigateway:GET'], does: 'read API keys', worth: { capability: 'K3', secrets: true } },
  ],
});
