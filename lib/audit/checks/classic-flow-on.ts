import { check } from '../check';
import { bestClassicWay, classicClaim } from '../classic-flow';
import { classicOn, notesWorld, withPool } from '../examples';
import { resetsPool, withoutClassicFlow } from '../pool-edits';
import { cwe, references } from '../references';

export const classicFlowOn = check({
  code: 'IDP-04',
  name: 'classic-flow-on',
  title: 'The basic (classic) flow is on',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Medium by itself; a remark once a finding says what follows from it.',
  docs: {
    what: 'AllowClassicFlow is true and the pool has no role mappings, so that the pool hands out its own OpenID token. With that token the caller goes to STS and names any role that trusts the pool.',
    why: 'In the classic flow the caller chooses the role, the name of the session and how long it lasts. AWS adds no session policies for guests, and neither groups nor mapping rules are in the token.',
    falsePositives: 'Some clients need it: CloudWatch RUM before late 2022, QuickSight embedding. The finding names the roles that become reachable instead of calling the setting bad. A pool with role mappings is the subject of IDP-06.',
    fix: 'Switch the classic flow off, and say so explicitly: left out, it is on.',
  },
  references: [references.authenticationFlow, references.bestPractices, cwe(288)],
  yieldsTo: ['IDP-07', 'TRU-02', 'TRU-05', 'TRU-11', 'TRU-12'],
  examples: {
    fails: [
      { title: 'it is on', world: classicOn, severity: 'medium' },
      { title: 'it is on, for signed-in users only', world: withPool({ AllowUnauthenticatedIdentities: false }, classicOn), severity: 'medium' },
    ],
    passes: [
      { title: 'it is off', world: notesWorld },
      { title: 'it is on in a pool where nobody can come in', world: withPool({ AllowUnauthenticatedIdentities: false, CognitoIdentityProviders: [] }, classicOn) },
      { title: 'it is off, and a developer’s backend asks for tokens', world: withPool({ AllowUnauthenticatedIdentities: false, CognitoIdentityProviders: [], DeveloperProviderName: 'login.notes.example' }) },
    ],
  },
  subjects(pool) {
    const { classic } = pool;
    return classic === 'on' || classic === 'off' ? [{ resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }] : [];
  },
  probes: (_subject, pool) => bestClassicWay(pool, classicClaim('medium', 'proved')),
  fix: (_subject, pool) => ({
    summary: 'Switch the basic (classic) flow off.',
    world: withoutClassicFlow(pool.world, pool.id),
    warning: `A client that calls GetOpenIdToken stops working: look for one first. ${resetsPool}`,
  }),
});
