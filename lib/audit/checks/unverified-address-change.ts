import type { Call } from '../../engine/scenario';
import type { UserPool, UserPoolClient } from '../../world/resources';
import { check, type Attempt, type Probe } from '../check';
import { notesWorld, onPage, withClient, withRoles, withUserPool } from '../examples';
import { auditorAsks } from '../login-probes';
import { cast, mallory } from '../people';
import { ownAccessToken, plainSignIn } from '../plain-sign-in';
import type { AuditedPool } from '../pool';
import { credentialCalls } from '../pool-login';
import { cwe, references } from '../references';
import { letsUsersChangeThemselves } from '../sign-in';
import { userPoolFix } from '../user-pool-edits';
import { describedPool, poolName, sharingClients, trustedUserPools, type Described, type TrustedUserPool } from '../user-pool-subjects';

type Address = 'email' | 'phone_number';

/** Addresses of somebody who has no account. */
const somebodys: Readonly<Record<Address, string>> = { email: 'director@lifeguard.example', phone_number: '+15555550177' };
const words: Readonly<Record<Address, string>> = { email: 'e-mail address', phone_number: 'phone number' };

const atOnce = { UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [] } };

export const unverifiedAddressChange = check<TrustedUserPool>({
  code: 'UPL-04',
  name: 'unverified-address-change',
  title: 'A new address counts before it is verified',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'Medium; low when users of the user pool get no credentials from the identity pool.',
  docs: {
    what: 'Users may change their e-mail address or phone number, and the user pool puts the new one in the place of the old before anybody has shown that it is theirs. The check has a user claim somebody else’s address, sign in anew and go to the identity pool.',
    why: 'The ID token then names an address that belongs to another person. An application that knows its users by their address takes the one for the other; a role mapping does the same, which is MAP-05.',
    falsePositives: 'An application that knows its users by sub, or looks at email_verified as well, is not fooled; neither can be seen from here. Addresses that the user pool neither signs in with, nor verifies, nor requires are left alone.',
    fix: 'Keep the old address until the new one is verified: AttributesRequireVerificationBeforeUpdate, which CDK calls keepOriginal.',
  },
  references: [references.attributeVerification, references.userAttributes, cwe(640), cwe(290)],
  examples: {
    fails: [
      { title: 'a new e-mail address counts at once', world: withUserPool(atOnce), severity: 'medium' },
      { title: 'the setting was never made', world: withUserPool({ UserAttributeUpdateSettings: undefined }), severity: 'medium' },
      { title: 'users sign in on a page that may edit profiles', world: withUserPool(atOnce, withClient(onPage('openid', 'aws.cognito.signin.user.admin'))), severity: 'medium' },
      { title: 'a second factor and a trigger are asked', world: withUserPool({ ...atOnce, MfaConfiguration: 'ON', LambdaConfig: { PostAuthentication: 'arn:aws:lambda:us-east-1:111122223333:function:greet' } }), severity: 'medium' },
      { title: 'phone numbers are names too', world: withUserPool({ UsernameAttributes: ['email', 'phone_number'] }, withClient({ WriteAttributes: ['email', 'phone_number'] })), severity: 'medium' },
      { title: 'users get no credentials', world: withUserPool(atOnce, withRoles({ Roles: {} })), severity: 'low' },
    ],
    passes: [
      { title: 'the old address counts until the new one is verified', world: notesWorld },
      { title: 'no app client may write the address', world: withUserPool(atOnce, withClient({ WriteAttributes: ['name'] })) },
      { title: 'no token lets users change themselves', world: withUserPool(atOnce, withClient(onPage('openid'))) },
      { title: 'phone numbers are of no use here', world: withClient({ WriteAttributes: undefined }) },
    ],
  },
  subjects: trustedUserPools,
  probes(subject, pool): readonly Attempt[] {
    const trusted = describedPool(pool, subject);
    if (trusted === undefined) return [];
    const { clients, gaps } = sharingClients(pool, trusted);
    const able = clients.filter(letsUsersChangeThemselves);
    const probes = addressesOf(trusted.userPool).flatMap((address) => (able.length > 0 ? able : [trusted.client]).flatMap((writer) => probesBy(writer, address, subject, trusted, pool)));
    return [...probes, ...gaps];
  },
  fix({ provider }, pool, proved) {
    const userPool = describedPool(pool, { provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } })?.userPool;
    const address = changedBy(proved);
    if (userPool === undefined || address === undefined) return undefined;
    const { AutoVerifiedAttributes = [], UserAttributeUpdateSettings = {} } = userPool;
    const kept = UserAttributeUpdateSettings.AttributesRequireVerificationBeforeUpdate ?? [];
    const fields: Partial<UserPool> = {
      AutoVerifiedAttributes: [...new Set([...AutoVerifiedAttributes, address])],
      UserAttributeUpdateSettings: { ...UserAttributeUpdateSettings, AttributesRequireVerificationBeforeUpdate: [...new Set([...kept, address])] },
    };
    return userPoolFix(pool.world, userPool.Id, fields, `Keep a user’s old ${words[address]} until the new one is verified.`);
  },
});

/** The addresses that mean something in a user pool. */
function addressesOf({ AutoVerifiedAttributes = [], UsernameAttributes = [], AliasAttributes = [], SchemaAttributes = [] }: UserPool): readonly Address[] {
  const required = SchemaAttributes.filter(({ Required }) => Required === true).map(({ Name }) => Name);
  const used = new Set([...AutoVerifiedAttributes, ...UsernameAttributes, ...AliasAttributes, ...required]);
  return (['email', 'phone_number'] as const).filter((address) => used.has(address));
}

function probesBy(writer: UserPoolClient, address: Address, { provider }: TrustedUserPool, { client, userPool }: Described, pool: AuditedPool): readonly Probe[] {
  const value = somebodys[address];
  const start = ownAccessToken(writer, userPool, mallory, 'first-');
  const again = plainSignIn(client, userPool, mallory);
  const update: Call = { id: update_, by: 'mallory', operation: 'cognito-idp:UpdateUserAttributes', input: { AccessToken: start.accessToken, UserAttributes: [{ Name: address, Value: value }] } };
  const look = auditorAsks('look-up', 'cognito-idp:AdminGetUser', { UserPoolId: userPool.Id, Username: mallory.email });
  const message = `Users of ${poolName(userPool)} can claim anybody’s ${words[address]}: it stands in their ID token before it is verified.`;
  const probe = (calls: readonly Call[], severity: 'medium' | 'low'): Probe => ({
    title: `A user claims ${value}`,
    prepare: (world) => again.prepare(start.prepare(world)),
    people: { mallory: cast.user, auditor: cast.operator },
    calls: [...start.calls, update, look, ...calls],
    proves: { ends: 'ok', told: [{ call: 'look-up', holds: ({ UserAttributes }) => (UserAttributes as readonly { Name: string; Value: string }[]).some(({ Name, Value }) => Name === address && Value === value) }] },
    otherwise: `The old ${words[address]} stays until the new one is verified.`,
    claim: { severity, confidence: 'proved', actor: 'signed-in', message },
  });
  return [probe([], 'low'), probe([...again.calls, ...credentialCalls(pool, provider, again.idToken)], 'medium')];
}

const update_ = 'update-attributes';

function changedBy({ calls }: Probe): Address | undefined {
  const text = JSON.stringify(calls.find(({ id }) => id === update_)?.input);
  return (['email', 'phone_number'] as const).find((address) => text.includes(`"${address}"`));
}
