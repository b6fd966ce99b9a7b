import { samlAttribute } from '../../engine/assertion';
import { instantOf } from '../../iam/instant';
import type { SamlProvider } from '../../world/resources';
import { get, patch, put, type World } from '../../world/world';
import { check, type Attempt, type Probe, type Subject } from '../check';
import { callsOf, peopled, type Entrance } from '../entrances';
import { notes, notesWorld, withPool, withRoles, withTrust, trust, editorsRole } from '../examples';
import { auditorAsks } from '../login-probes';
import { cast, type LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { cwe, references } from '../references';
import { nameOf, rolesInScope } from '../roles';

interface SamlSource extends Subject {
  readonly provider: LoginProvider;
}

const arn = `arn:aws:iam::${notes.account}:saml-provider/work`;

function withSaml(world: World = notesWorld, fields: Partial<SamlProvider> = {}): World {
  return put(withPool({ CognitoIdentityProviders: [], SamlProviderARNs: [arn] }, world), 'AWS::IAM::SAMLProvider', arn, { Arn: arn, ...fields });
}

const mapped = withRoles({
  RoleMappings: { [arn]: { Type: 'Rules', AmbiguousRoleResolution: 'Deny', RulesConfiguration: { Rules: [{ Claim: 'department', MatchType: 'Equals', Value: 'press', RoleARN: notes.editorsRole }] } } },
}, withSaml());
const validUntil = (ValidUntil: string): World => patch(mapped, 'AWS::IAM::SAMLProvider', arn, { ValidUntil, readAt: '2026-11-22T21:00:00Z' });

export const samlRoleChoice = check<SamlSource>({
  code: 'PRV-14',
  name: 'saml-role-choice',
  title: 'A SAML provider’s users choose among roles, or its metadata has expired',
  resource: 'AWS::IAM::SAMLProvider',
  severityRule: 'Medium.',
  docs: {
    what: 'The identity pool trusts a SAML provider, has no role mapping for it, and other roles than the one for signed-in users trust the pool. The check has a user come whose assertion names such a role besides their own, and ask for it. It also compares the date until which the provider’s metadata is valid with the day on which it was read.',
    why: 'Without a mapping the assertion decides: a role that it names is given, whatever is attached to the pool, and a user with several names the one that they want. Whoever runs the provider, or may edit the attribute there, chooses among all roles that trust the pool. Metadata that has expired holds certificates that nobody renewed: people cannot sign in any more, or a key that the provider has given up still vouches for them.',
    falsePositives: 'In some companies the provider is where roles are decided, and this is meant. Whether its administrators put other roles into assertions cannot be seen from here: the finding is plausible. Some providers write a date into their metadata that they do not mean. The dates of the certificates themselves are not looked at.',
    fix: 'Map the provider’s attributes to roles by rules, and deny what no rule matches; or let the other roles trust only the provider that they are for. In place of expired metadata, upload what the provider publishes now.',
  },
  references: [references.samlProviders, references.roleMapping, cwe(639), cwe(298)],
  examples: {
    fails: [
      { title: 'the provider has no mapping', world: withSaml(), severity: 'medium' },
      { title: 'the metadata has expired', world: validUntil('2026-05-01T00:00:00Z'), severity: 'medium' },
    ],
    passes: [
      { title: 'rules decide', world: mapped },
      { title: 'the metadata is valid for another day', world: validUntil('2026-11-23T21:00:00+00:00') },
      { title: 'other roles do not trust this pool', world: withTrust(editorsRole, trust({ aud: 'us-east-1:00000000-0000-4000-8000-000000000000', amr: 'authenticated' }), withSaml()) },
      { title: 'the pool trusts no SAML provider', world: notesWorld },
    ],
  },
  subjects: (pool) => pool.liveProviders.flatMap((provider) => (provider.kind === 'SAML' ? [{ provider, resource: { type: 'AWS::IAM::SAMLProvider', id: provider.name } as const }] : [])),
  probes({ provider }, pool): readonly Attempt[] {
    const own = pool.attachment?.Roles?.authenticated;
    const { arns, gaps } = rolesInScope(pool);
    const others = [...arns].filter((role) => role !== own);
    const [first = own] = others;
    const expiry = expiryProbes(pool, provider);
    if (others.length === 0 && first !== undefined) return [choiceProbe(pool, provider, own, `${first}-of-another-kind`), ...expiry, ...gaps];
    return [...others.map((role) => choiceProbe(pool, provider, own, role)), ...expiry, ...gaps];
  },
  fix({ provider }, pool, { calls }) {
    if (calls.some(({ id }) => id === metadata)) {
      return {
        summary: 'Upload the metadata that the provider publishes now.',
        world: patch(pool.world, 'AWS::IAM::SAMLProvider', provider.name, { ValidUntil: undefined, readAt: undefined }),
        warning: 'Get the metadata from the provider itself, and compare the fingerprints of its certificates with what its administrators tell you.',
      };
    }
    const attachment = get(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id);
    const own = attachment?.Roles?.authenticated;
    if (own === undefined) return undefined;
    const mapping = { Type: 'Rules', AmbiguousRoleResolution: 'AuthenticatedRole', RulesConfiguration: { Rules: [{ Claim: samlAttribute.role, MatchType: 'Contains', Value: own, RoleARN: own }] } } as const;
    return {
      summary: 'Map the provider’s users to roles by rules.',
      world: patch(pool.world, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { RoleMappings: { ...attachment?.RoleMappings, [provider.mapping]: mapping } }),
      warning: 'The rule below gives everybody the role for signed-in users. Add one for each role that some of them should have, by an attribute that only the provider’s administrators write.',
    };
  },
});

const metadata = 'metadata';

/** The auditor compares the date in the provider's metadata with the day on which it was read, where both are known. */
function expiryProbes(pool: AuditedPool, { name: SAMLProviderArn }: LoginProvider): readonly Probe[] {
  const { ValidUntil, readAt } = get(pool.world, 'AWS::IAM::SAMLProvider', SAMLProviderArn) ?? {};
  if (ValidUntil === undefined || readAt === undefined) return [];
  return [
    {
      title: `The auditor asks until when the metadata of ${SAMLProviderArn} is valid`,
      people: { auditor: cast.operator },
      calls: [auditorAsks(metadata, 'iam:GetSAMLProvider', { SAMLProviderArn })],
      proves: { ends: 'ok', told: [{ call: metadata, holds: (told) => instantOf(String(told.ValidUntil)) < instantOf(readAt) }] },
      otherwise: 'The metadata is valid.',
      claim: {
        severity: 'medium',
        confidence: 'plausible',
        actor: 'signed-in',
        message: `The metadata of ${SAMLProviderArn} was valid until ${ValidUntil}: its users cannot sign in any more, or certificates that nobody renewed still vouch for them.`,
        unread: ['whether AWS still takes what is signed with those certificates'],
      },
    },
  ];
}

/** A user whose assertion names another role beside their own asks for the other one. */
function choiceProbe(pool: AuditedPool, provider: LoginProvider, own: string | undefined, wanted: string): Probe {
  const pairs = [own, wanted].flatMap((role) => (role === undefined ? [] : [`${role},${provider.name}`]));
  const entrance: Entrance = { ...pool.signedIn(provider), claims: { [samlAttribute.role]: pairs }, roleArn: wanted };
  return {
    title: `A user of ${provider.name} asks for ${nameOf(wanted)}, which their assertion names`,
    prepare: (world) => peopled(world, entrance),
    people: { mallory: { ...cast.user, detail: 'whose assertion names two roles' } },
    calls: callsOf(entrance),
    proves: { ends: 'ok' },
    claim: {
      severity: 'medium',
      confidence: 'plausible',
      actor: 'signed-in',
      message: `Users of ${provider.name} get any role that trusts the pool and that their assertion names, such as ${nameOf(wanted)}.`,
      unread: [`which roles ${provider.name} names in its assertions`],
    },
  };
}
