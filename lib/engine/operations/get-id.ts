import type { GetIdInput } from '@aws-sdk/client-cognito-identity';
import { checkLogin, loginRules } from '../logins';
import { uuid } from '../mint';
import { operation } from '../operation';

/** Gives the caller an identity in the pool: always the same one for the same login, a new one for each guest. */
export const GetId = operation({
  name: 'cognito-identity:GetId',
  says: 'Returns the identity that belongs to a login, or a new guest identity.',
  access: 'public',
  rules: {
    pool: {
      says: 'The identity pool exists in this region.',
      label: 'pool exists',
      cite: 'aws-facts §3a-15',
      error: { code: 'ResourceNotFoundException', message: ({ pool }) => `IdentityPool '${pool}' not found.` },
    },
    guests: {
      says: 'A request without Logins needs guest access switched on.',
      label: 'guest access',
      cite: 'aws-facts §3a-9',
      error: { code: 'NotAuthorizedException', message: 'Unauthenticated access is not supported for this identity pool.' },
    },
    ...loginRules,
  },
  perform(input: GetIdInput, context) {
    const id = input.IdentityPoolId ?? '';
    const pool = context.found('pool', context.get('AWS::Cognito::IdentityPool', id), id, { pool: id });
    const logins = Object.entries(input.Logins ?? {});
    if (logins.length === 0) {
      context.hold('guests', pool.AllowUnauthenticatedIdentities, `AllowUnauthenticatedIdentities is ${pool.AllowUnauthenticatedIdentities}`);
    }
    const checked = logins.map(([provider, token]) => checkLogin(provider, token, pool, context));
    const known = checked.map((login) => context.record('login', `${id} ${login.provider} ${login.user}`)).find((one) => one !== undefined);
    const IdentityId = known ?? `${id.slice(0, id.indexOf(':'))}:${uuid(context.draw('identity'))}`;
    for (const login of checked) context.keep('login', `${id} ${login.provider} ${login.user}`, IdentityId);
    const old = context.record('identity', IdentityId);
    const loggedIn = Object.fromEntries(checked.map((login) => [login.provider, login.user]));
    context.keep('identity', IdentityId, {
      IdentityId,
      IdentityPoolId: id,
      logins: { ...old?.logins, ...loggedIn },
      createdAt: old?.createdAt ?? context.now,
    });
    return { IdentityId };
  },
});
