import { check, type Attempt, type Fix, type Subject } from '../check';
import { callsOf, companions, peopled, visitor } from '../entrances';
import { classicOn, notes, notesWorld, tokenMapping, withRoles } from '../examples';
import { withNewRole } from '../given-roles';
import type { LoginProvider } from '../people';
import { references } from '../references';
import { poolStatement } from '../trust-edits';
import { put } from '../../world/world';

interface RolelessProvider extends Subject {
  readonly provider: LoginProvider;
}

const noRole = { Roles: { unauthenticated: notes.guestRole } };

export const noRoleForUsers = check<RolelessProvider>({
  code: 'MAP-20',
  name: 'no-role-for-users',
  title: 'The pool has no role for those who sign in',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Low: users get no credentials. A remark where the classic flow is switched on, in which the application names the role.',
  docs: {
    what: 'The pool trusts a provider, has no role for signed-in users, and no role mapping for that provider. The check has one of its users ask for credentials.',
    why: 'Creating a pool does not give it roles; that is a second call, which is easily forgotten. Users sign in, get an identity, and are then told that the identity pool’s configuration is invalid.',
    falsePositives: 'An application may want the pool’s OpenID token alone, or name its role by itself in the classic flow; where that flow is switched on, this is only a remark. SAML providers may name the role in the assertion and are not asked about.',
    fix: 'Attach a role for signed-in users, with what they need and no more.',
  },
  references: [references.iamRoles, references.authenticationFlow],
  examples: {
    fails: [
      { title: 'only guests have a role', world: withRoles(noRole), severity: 'low' },
      { title: 'no role was ever attached', world: put(notesWorld, 'AWS::Cognito::IdentityPoolRoleAttachment', notes.identityPool, undefined), severity: 'low' },
    ],
    passes: [
      { title: 'signed-in users have a role', world: notesWorld },
      { title: 'the application names the role by itself', world: withRoles(noRole, classicOn) },
      { title: 'roles come from the token', world: withRoles({ ...noRole, RoleMappings: tokenMapping }) },
    ],
  },
  subjects(pool) {
    const { attachment } = pool;
    if (attachment?.Roles?.authenticated !== undefined) return [];
    const roleless = pool.liveProviders.filter(({ kind, mapping }) => kind !== 'SAML' && attachment?.RoleMappings?.[mapping] === undefined);
    return roleless.map((provider) => ({ provider, resource: { type: 'AWS::Cognito::IdentityPool', id: `${pool.id} ${provider.mapping}` } }));
  },
  probes({ provider }, pool): readonly Attempt[] {
    const entrance = pool.signedIn(provider);
    const message = `Users of ${provider.name} get no credentials: the pool has no role for signed-in users.`;
    const classic = pool.classic === 'on' ? ({ severity: 'info', intended: true } as const) : ({ severity: 'low' } as const);
    return [
      {
        title: `A user of ${provider.name} asks for credentials`,
        prepare: (world) => peopled(world, entrance),
        people: { mallory: { ...visitor(entrance), kind: 'user' }, ...companions(entrance) },
        calls: callsOf(entrance),
        proves: { ends: ['InvalidIdentityPoolConfigurationException'], rule: 'role' },
        claim: { ...classic, confidence: 'proved', actor: entrance.actor, message: pool.classic === 'on' ? `${message} They may by the classic flow, which is on.` : message },
      },
    ];
  },
  fix(_subject, pool): Fix {
    const name = `${pool.pool.IdentityPoolName.replace(/[^\w+=,.@-]+/g, '-')}-signed-in`;
    const arn = `arn:${pool.world.partition}:iam::${pool.world.account}:role/${name}`;
    const tags = Object.keys(pool.world.resources['AWS::Cognito::IdentityPoolPrincipalTag'] ?? {}).some((id) => id.startsWith(`${pool.id}/`));
    const made = withNewRole(pool, arn, poolStatement(pool.world, pool.id, ['authenticated'], tags));
    const attachment = pool.attachment ?? { IdentityPoolId: pool.id };
    const attached = put(made, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { ...attachment, Roles: { ...attachment.Roles, authenticated: arn } });
    return { summary: `Attach a role for signed-in users, such as ${name}.`, world: attached, warning: 'The new role allows nothing yet: give it what users need, and no more.' };
  },
});
