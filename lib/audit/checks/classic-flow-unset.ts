import { check } from '../check';
import { bestClassicWay, classicClaim } from '../classic-flow';
import { classicUnset, withPool } from '../examples';
import { resetsPool, withoutClassicFlow } from '../pool-edits';
import { cwe, references } from '../references';
import { weighed } from '../severities';

export const classicFlowUnset = check({
  code: 'IDP-05',
  name: 'classic-flow-unset',
  title: 'The basic (classic) flow was never set, and then it is on',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'As IDP-04, one level less because the behaviour is reported and not documented.',
  docs: {
    what: 'DescribeIdentityPool does not return AllowClassicFlow at all, and the pool has no role mappings. Whoever made the pool with the API, the AWS CLI or a CloudFormation template without that property never decided about the classic flow.',
    why: 'A pool without the setting has been seen to hand out OpenID tokens as if it were on. The console and Terraform write false, so that two pools that look alike in a template behave differently.',
    falsePositives: 'The observation is from 2023, and AWS documents no default. The finding is marked as contested. A template without the property is no proof; what counts is what DescribeIdentityPool answers.',
    fix: 'Set AllowClassicFlow to false explicitly.',
  },
  references: [references.classicUnset, references.authenticationFlow, cwe(288)],
  yieldsTo: ['IDP-07', 'TRU-02', 'TRU-05', 'TRU-11', 'TRU-12'],
  examples: {
    fails: [
      { title: 'the field is absent', world: classicUnset, severity: 'low' },
      { title: 'the field is absent in a pool for signed-in users', world: withPool({ AllowUnauthenticatedIdentities: false }, classicUnset), severity: 'low' },
    ],
    passes: [{ title: 'the field is absent in a pool where nobody can come in', world: withPool({ AllowUnauthenticatedIdentities: false, CognitoIdentityProviders: [] }, classicUnset) }],
  },
  subjects: (pool) => (pool.classic === 'unset' ? [{ resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }] : []),
  probes: (_subject, pool) => bestClassicWay(pool, classicClaim(weighed('medium', 'contested'), 'contested')),
  fix: (_subject, pool) => ({
    summary: 'Set AllowClassicFlow to false.',
    world: withoutClassicFlow(pool.world, pool.id),
    warning: `A client that calls GetOpenIdToken stops working: look for one first. ${resetsPool}`,
  }),
});
