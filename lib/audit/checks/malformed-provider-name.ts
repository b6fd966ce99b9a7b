import { providerNameOf, userPoolIn } from '../../engine/user-pool';
import type { CognitoIdentityProvider } from '../../world/resources';
import { get, patch } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import { notes, notesWorld, withPool, withRoles } from '../examples';
import { loginProbe, someProvider } from '../login-probes';
import type { LoginProvider } from '../people';
import type { AuditedPool } from '../pool';
import { resetsPool, withPoolFields } from '../pool-edits';
import { cwe, references } from '../references';
import { weighed } from '../severities';

interface ListedUserPool extends Subject {
  readonly listed: Required<Pick<CognitoIdentityProvider, 'ProviderName' | 'ClientId'>>;
}

const named = (ProviderName: string, more: readonly CognitoIdentityProvider[] = []) => withPool({ CognitoIdentityProviders: [{ ProviderName, ClientId: notes.client }, ...more] });
const otherRegion = notes.provider.replace('cognito-idp.us-east-1', 'cognito-idp.eu-west-1');

export const malformedProviderName = check<ListedUserPool>({
  code: 'PRV-06',
  name: 'malformed-provider-name',
  title: 'A user pool is listed under a name that its tokens do not have',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'Medium: nobody can sign in with it. One level less for the user pools’ new issuer name, of which it is not documented what identity pools make.',
  docs: {
    what: 'The identity pool lists a user pool by a name that is not the issuer of its tokens without “https://”: with the scheme in front, a slash at the end, the host of another region than the user pool’s, or something else altogether. The check presents a token as the user pool issues it.',
    why: 'Identity pools compare the name with the token letter by letter. AWS saves any name, and the refusal says only that the token is not from a supported provider.',
    falsePositives: 'A user pool of another region is fine as long as the host is of that region too. If the right name is listed beside the wrong one, people can sign in, and the check passes.',
    fix: 'List the user pool as cognito-idp.REGION.amazonaws.com/USER_POOL_ID, with the region of the user pool.',
  },
  references: [references.providers, references.tokenCheck, cwe(1286)],
  examples: {
    fails: [
      { title: 'the name has a scheme', world: named(`https://${notes.provider}`), severity: 'medium' },
      { title: 'the name ends with a slash', world: named(`${notes.provider}/`), severity: 'medium' },
      { title: 'the host is of another region', world: named(otherRegion), severity: 'medium' },
      { title: 'it is only the user pool’s ID', world: named(notes.userPool), severity: 'medium' },
      { title: 'it is no user pool’s name at all', world: named('notes-users'), severity: 'medium' },
      { title: 'it is the new issuer name', world: named(`issuer-${notes.provider}`), severity: 'low' },
      { title: 'a mapping hangs on the wrong name', world: withRoles({ RoleMappings: { [`${otherRegion}:${notes.client}`]: { Type: 'Token', AmbiguousRoleResolution: 'Deny' } } }, named(otherRegion)), severity: 'medium' },
    ],
    passes: [
      { title: 'the name is right', world: notesWorld },
      { title: 'the user pool is of another region, and so is the host', world: named('cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Lg7demo02') },
      { title: 'the right name is listed too', world: named(`${notes.provider}/`, [{ ProviderName: notes.provider, ClientId: notes.client }]) },
    ],
  },
  subjects: (pool) =>
    (pool.pool.CognitoIdentityProviders ?? []).flatMap(({ ProviderName, ClientId }): readonly ListedUserPool[] =>
      ProviderName === undefined || ClientId === undefined ? [] : [{ listed: { ProviderName, ClientId }, resource: { type: 'AWS::Cognito::IdentityPool', id: `${pool.id} ${ProviderName}:${ClientId}` } }],
    ),
  probes({ listed }, pool): readonly Attempt[] {
    const provider = properly(listed, pool);
    const confidence = listed.ProviderName === `issuer-${provider.name}` ? 'contested' : 'proved';
    return [
      loginProbe(pool, {
        title: `A token of ${provider.name} is presented`,
        provider,
        proves: { ends: ['NotAuthorizedException'], rule: 'provider' },
        otherwise: `The pool takes the tokens of ${provider.name}.`,
        claim: { severity: weighed('medium', confidence), confidence, actor: 'signed-in', message: `Nobody can sign in with the user pool listed as ${listed.ProviderName}: ${whatIsWrong(listed.ProviderName, provider)}.` },
      }),
    ];
  },
  fix({ listed }, pool) {
    const { name, userPoolId } = properly(listed, pool);
    const CognitoIdentityProviders = (pool.pool.CognitoIdentityProviders ?? []).map((one) => (isSame(one, listed) ? { ...one, ProviderName: name } : one));
    const named = withPoolFields(pool.world, pool.id, { CognitoIdentityProviders });
    const mappings = get(named, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id)?.RoleMappings ?? {};
    const wrong = `${listed.ProviderName}:${listed.ClientId}`;
    const RoleMappings = Object.fromEntries(Object.entries(mappings).map(([key, mapping]) => [key === wrong ? `${name}:${listed.ClientId}` : key, mapping]));
    const world = wrong in mappings ? patch(named, 'AWS::Cognito::IdentityPoolRoleAttachment', pool.id, { RoleMappings }) : named;
    const isGuess = userPoolId !== userPoolIn(listed.ProviderName);
    const closes = [`signed-in enhanced ${wrong}`];
    return { summary: `List the user pool as ${name}.`, world, closes, warning: isGuess ? `Which user pool was meant, the name does not tell: put its own in. ${resetsPool}` : resetsPool };
  },
});

const isSame = ({ ProviderName, ClientId }: CognitoIdentityProvider, listed: ListedUserPool['listed']): boolean => ProviderName === listed.ProviderName && ClientId === listed.ClientId;

/** The provider as its tokens name it; some user pool, where the name tells of none. */
function properly({ ProviderName, ClientId }: ListedUserPool['listed'], pool: AuditedPool): LoginProvider {
  const userPoolId = userPoolIn(ProviderName);
  const name = /^[a-z]+(-[a-z]+)+-\d_[A-Za-z0-9]+$/.test(userPoolId) ? providerNameOf(userPoolId) : someProvider(pool).name;
  return { name, kind: 'user pool', audience: ClientId, userPoolId: userPoolIn(name), mapping: `${name}:${ClientId}` };
}

function whatIsWrong(listed: string, { name }: LoginProvider): string {
  if (userPoolIn(listed) !== userPoolIn(name)) return 'that is not the name of a user pool';
  if (listed.startsWith('https://')) return `its tokens are from ${name}, and the name is given with the scheme`;
  return `its tokens are from ${name}`;
}
