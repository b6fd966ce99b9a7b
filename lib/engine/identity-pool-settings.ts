import type { IdentityPool } from '../world/resources';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';

/** What CreateIdentityPool and UpdateIdentityPool take. */
export interface PoolSettings extends Omit<Partial<IdentityPool>, 'IdentityPoolId'> {
  readonly IdentityPoolId?: string;
}

export const settingsRules = {
  name: {
    says: 'The pool has a name of up to 128 letters, digits, spaces and signs.',
    label: 'pool name',
    cite: 'https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_CreateIdentityPool.html',
    error: { code: 'InvalidParameterException', message: 'The identity pool’s name is not valid.', wording: 'unconfirmed' },
  },
} as const satisfies Record<string, Rule>;

/** The letters of `[\w\s+=,.@-]`. */
function isNameLetter(letter: string): boolean {
  return ' \t+=,.@-_'.includes(letter) || (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

/**
 * A pool with exactly these settings. An update that leaves a setting out takes it away: AWS writes the whole object.
 * AllowClassicFlow keeps its three states.
 */
export function poolOfSettings(IdentityPoolId: string, settings: PoolSettings, context: OperationContext<keyof typeof settingsRules>): IdentityPool {
  const { IdentityPoolName = '', AllowUnauthenticatedIdentities = false } = settings;
  const valid = IdentityPoolName.length > 0 && IdentityPoolName.length <= 128 && [...IdentityPoolName].every(isNameLetter);
  context.hold('name', valid, `the name is “${IdentityPoolName}”`);
  const optional = {
    AllowClassicFlow: settings.AllowClassicFlow,
    SupportedLoginProviders: settings.SupportedLoginProviders,
    DeveloperProviderName: settings.DeveloperProviderName,
    OpenIdConnectProviderARNs: settings.OpenIdConnectProviderARNs,
    CognitoIdentityProviders: settings.CognitoIdentityProviders,
    SamlProviderARNs: settings.SamlProviderARNs,
    IdentityPoolTags: settings.IdentityPoolTags,
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { IdentityPoolId, IdentityPoolName, AllowUnauthenticatedIdentities, ...given };
}
