import type { UserPool, UserPoolClient } from '../world/resources';
import { patch, type World } from '../world/world';
import type { Fix } from './check';

export const resetsUserPool = 'UpdateUserPool resets whatever it is not given. The command below sends the user pool as it was read; compare it with the pool as it is now before you run it.';
export const resetsClient = 'UpdateUserPoolClient resets whatever it is not given. The command below sends the app client as it was read; compare it with the client as it is now before you run it.';

/** A user pool with other settings, as a fix. */
export function userPoolFix(world: World, id: string, fields: Partial<UserPool>, summary: string, more = ''): Fix {
  return { summary, world: patch(world, 'AWS::Cognito::UserPool', id, fields), warning: `${more === '' ? '' : `${more} `}${resetsUserPool}` };
}

/** An app client with other settings, as a fix. */
export function clientFix(world: World, id: string, fields: Partial<UserPoolClient>, summary: string, more = ''): Fix {
  return { summary, world: patch(world, 'AWS::Cognito::UserPoolClient', id, fields), warning: `${more === '' ? '' : `${more} `}${resetsClient}` };
}

/** A user pool's password policy. Without one it has AWS's, of which an update that sets anything else has to say the rest. */
export function passwordPolicyOf({ Policies }: UserPool): NonNullable<NonNullable<UserPool['Policies']>['PasswordPolicy']> {
  return Policies?.PasswordPolicy ?? { MinimumLength: 8, RequireUppercase: true, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true };
}
