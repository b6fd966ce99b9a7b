import { isGap, type Gap } from '../world/gap';
import { get, type World } from '../world/world';
import { sharedIssuer } from './issuers';
import { orGap } from './or-gap';
import type { LoginProvider } from './people';

/** Names under which a user pool knows the providers where anyone may open an account. */
const social = ['Google', 'Facebook', 'LoginWithAmazon', 'SignInWithApple'];

/** Whether anyone may register with a provider, and by what. */
export interface Registration {
  readonly open: boolean | Gap;
  readonly because: string;
}

/** Whether somebody whom nobody invited can become a user of the provider. */
export function registration(provider: LoginProvider, world: World): Registration {
  if (provider.kind === 'social') return { open: true, because: `anyone can have an account with ${provider.name}` };
  const issuer = provider.kind === 'OIDC' ? sharedIssuer(provider.name) : undefined;
  if (issuer !== undefined) return { open: true, because: `anyone who ${issuer.who} has a token of ${provider.name}` };
  if (provider.userPoolId === undefined) return { open: false, because: `who gets an account is up to ${provider.name}` };
  const { userPoolId } = provider;
  const client = orGap(() => get(world, 'AWS::Cognito::UserPoolClient', provider.audience));
  const through = isGap(client) ? undefined : client?.SupportedIdentityProviders?.find((name) => social.includes(name));
  if (through !== undefined) return { open: true, because: `the app client lets people in through ${through}` };
  const pool = orGap(() => get(world, 'AWS::Cognito::UserPool', userPoolId));
  if (isGap(pool)) return { open: pool, because: pool.unread };
  if (pool === undefined) return { open: false, because: `the user pool ${userPoolId} does not exist` };
  if (pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly === true) return { open: false, because: 'only administrators create users' };
  // What its code lets through, nobody has read.
  if (pool.LambdaConfig?.PreSignUp !== undefined) return { open: { unread: 'the code of the PreSignUp trigger' }, because: 'a PreSignUp trigger may turn people away' };
  if ((pool.AutoVerifiedAttributes ?? []).length === 0) return { open: false, because: 'newcomers are sent no code, so that an administrator has to confirm each' };
  return { open: true, because: `${pool.Name ?? userPoolId} lets people sign up by themselves` };
}
