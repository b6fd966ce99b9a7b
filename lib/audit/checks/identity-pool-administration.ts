import { allow, guestRole, invitationOnly, notesWorld, signedInRole, withPolicy } from '../examples';
import type { Severity } from '../claim';
import type { Tier } from '../entrances';
import { reachCheck } from '../reach-probes';
import { cwe, references } from '../references';

/** Never more than medium: AWS says that these calls need developer credentials. */
const changing = (tier: Tier): Severity => ({ A0: 'medium', A1: 'medium', A2: 'low', A3: 'info' } as const)[tier];
const seeing = (tier: Tier): Severity => ({ A0: 'low', A1: 'low', A2: 'info', A3: 'info' } as const)[tier];
const of = (...names: readonly string[]) => names.map((name) => `cognito-identity:${name}`);

export const identityPoolAdministration = reachCheck({
  code: 'PER-13',
  name: 'identity-pool-administration',
  title: 'Users’ role administers identity pools',
  severityRule: 'Medium at most, and contested: AWS says that the calls need developer credentials, and IAM allows them.',
  docs: {
    what: 'A role that the pool gives allows administrative calls of identity pools, mostly by cognito-identity:* on *. The permission is not needed to get credentials: those calls are public, and IAM is not asked. The check asks IAM; whether Amazon Cognito then takes the call from a session of an identity pool, sources disagree.',
    why: 'AWS says that developer credentials are required. If a session of an identity pool is accepted all the same, its user can list and reconfigure every identity pool in the account: switch the classic flow on, trust a provider of their own, give other roles.',
    falsePositives: 'The permission is real, its effect is contested: nothing but a live attempt settles it, and the audit makes none. GetId, GetOpenIdToken, GetCredentialsForIdentity and UnlinkIdentity need no permission and are no finding.',
    fix: 'Delete the statement. Users need nothing of it.',
  },
  references: [references.authenticationFlow, cwe(250)],
  yieldsTo: ['PER-01', 'ESC-05', 'ESC-08'],
  examples: {
    fails: [
      { title: 'users may do everything with identity pools', world: withPolicy(signedInRole, [allow('cognito-identity:*')]), severity: 'medium' },
      { title: 'guests may do everything with identity pools', world: withPolicy(guestRole, [allow(['cognito-identity:*', 'mobileanalytics:PutEvents'])]), severity: 'medium' },
      { title: 'invited users may change tags of principals', world: invitationOnly(withPolicy(signedInRole, [allow('cognito-identity:SetPrincipalTagAttributeMap')])), severity: 'low' },
      { title: 'users may list pools', world: withPolicy(signedInRole, [allow('cognito-identity:List*')]), severity: 'low' },
    ],
    passes: [
      { title: 'roles do not speak of identity pools', world: notesWorld },
      { title: 'users may make the public calls', world: withPolicy(signedInRole, [allow(of('GetId', 'GetCredentialsForIdentity'))]) },
    ],
  },
  classes: [
    {
      actions: of('UpdateIdentityPool', 'SetIdentityPoolRoles', 'DeleteIdentityPool', 'DeleteIdentities', 'GetOpenIdTokenForDeveloperIdentity', 'SetPrincipalTagAttributeMap', 'TagResource', 'UntagResource'),
      does: 'ask to change identity pools, if AWS takes that from such a session,',
      worth: { capability: 'K4', confidence: 'contested' },
      severity: changing,
    },
    {
      actions: of('ListIdentityPools', 'ListIdentities', 'DescribeIdentityPool', 'DescribeIdentity', 'GetIdentityPoolRoles'),
      does: 'ask what identity pools there are, if AWS takes that from such a session,',
      worth: { capability: 'K2', confidence: 'contested' },
      severity: seeing,
    },
  ],
});
