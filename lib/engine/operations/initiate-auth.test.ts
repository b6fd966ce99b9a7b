import { describe, expect, test } from 'vitest';
import { notes, notesWorld } from '../../world/accounts/notes';
import type { World } from '../../world/world';
import { run } from '../run';
import type { Call, Input, Scenario } from '../scenario';
import type { InitiateAuthRule } from '../user-pool-initiate-auth';
import { AdminInitiateAuth } from './admin-initiate-auth';
import { describeOperation } from './describe-operation.testing';
import { InitiateAuth } from './initiate-auth';
import {
  admin, ana, answerSrp, idp, pool, refused, refusesClients, refusesPools, refusesSecrets, rightHash, scenario, secret, signIn, startSrp, token, triggerRefusals, withAna, withClient,
  withPool, withTrigger,
} from './user-pool.testing';

const all = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
const open = withClient({ ExplicitAuthFlows: all });
const legacy = withClient({ PreventUserExistenceErrors: 'LEGACY' }, open);

type Begin = (AuthFlow: string, AuthParameters: Input, more?: Partial<Call>, ClientId?: string) => Call;

const publicly: Begin = (AuthFlow, AuthParameters, more, ClientId = notes.client) =>
  idp(more?.id ?? 'begin', 'InitiateAuth', { AuthFlow, ClientId, AuthParameters }, more);
const asAdmin: Begin = (AuthFlow, AuthParameters, more, ClientId = notes.client) =>
  admin(more?.id ?? 'begin', 'AdminInitiateAuth', { ...pool, AuthFlow, ClientId, AuthParameters }, more);

/** A refusal by every rule that InitiateAuth and AdminInitiateAuth share. */
function refusals(begin: Begin, PASSWORD_FLOW: string, strange: string): { readonly [R in InitiateAuthRule | 'client']: Scenario } {
  const password = (fields: Input = {}, more?: Partial<Call>) => begin(PASSWORD_FLOW, { USERNAME: notes.ana, PASSWORD: notes.anaPassword, ...fields }, more);
  const wrong = (id: string, after = 0) => password({ PASSWORD: 'not it' }, { id, after, goesOn: true });
  const refresh = (more?: Partial<Call>) => begin('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: token('RefreshToken') }, more);
  const with1 = (fields: Parameters<typeof withAna>[0]) => withAna(fields, open);
  return {
    ...refusesClients((ClientId) => begin(PASSWORD_FLOW, { USERNAME: notes.ana, PASSWORD: notes.anaPassword }, {}, ClientId)),
    ...refusesSecrets((hash) => password(hash === undefined ? {} : { SECRET_HASH: hash }), [], notes.ana, open),
    method: refused('InvalidParameterException', [begin(strange, { USERNAME: notes.ana, PASSWORD: notes.anaPassword })], open),
    flow: refused('InvalidParameterException', [begin('USER_AUTH', { USERNAME: notes.ana })]),
    parameter: refused('InvalidParameterException', [begin(PASSWORD_FLOW, { USERNAME: notes.ana })], open),
    userExists: refused('UserNotFoundException', [begin('USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: 'ab12' })], legacy),
    attempts: refused('NotAuthorizedException', [...['1', '2', '3', '4', '5'].map((n) => wrong(`wrong-${n}`)), password()], open),
    password: refused('NotAuthorizedException', [password({ PASSWORD: 'not it' })], open),
    reset: refused('PasswordResetRequiredException', [password()], with1({ UserStatus: 'RESET_REQUIRED' })),
    enabled: refused('NotAuthorizedException', [password()], with1({ Enabled: false })),
    confirmed: refused('UserNotConfirmedException', [password()], with1({ UserStatus: 'UNCONFIRMED' })),
    temporaryPassword: refused('NotAuthorizedException', [password()], with1({ UserStatus: 'FORCE_CHANGE_PASSWORD' })),
    ...triggerRefusals('PreAuthentication', [password()], open),
    customAuth: refused('InvalidParameterException', [begin('CUSTOM_AUTH', { USERNAME: notes.ana })], open),
    customAnswer: refused('NotAuthorizedException', [begin('CUSTOM_AUTH', { USERNAME: notes.ana })], custom({ wrongAnswers: 0 })),
    refreshToken: refused('NotAuthorizedException', [begin('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: 'never given out' })], open),
    refreshCurrent: refused('NotAuthorizedException', [signIn(), refresh({ after: 30 * 86_400 })], open),
    refreshRevoked: refused('NotAuthorizedException', [signIn(), idp('revoke', 'RevokeToken', { ClientId: notes.client, Token: token('RefreshToken') }), refresh()], open),
    refreshUser: refused('NotAuthorizedException', [signIn(), admin('disable', 'AdminDisableUser', ana), refresh()], open),
  };
}

function custom(define: object): World {
  const created = { publicChallengeParameters: { question: 'Which beach?' }, privateChallengeParameters: { answer: 'North' } };
  return withTrigger('DefineAuthChallenge', define, withTrigger('CreateAuthChallenge', created, open));
}

describeOperation(InitiateAuth, {
  allows: {
    'with SRP': scenario([startSrp(), answerSrp()]),
    'with a password': scenario([signIn()]),
    'with a password and a client secret': scenario(
      [publicly('USER_PASSWORD_AUTH', { USERNAME: notes.ana, PASSWORD: notes.anaPassword, SECRET_HASH: rightHash() })],
      withClient({ ClientSecret: secret }),
    ),
    'by a verified alias': scenario(
      [publicly('USER_PASSWORD_AUTH', { USERNAME: 'ana', PASSWORD: notes.anaPassword })],
      withAna({ Attributes: { sub: 's', preferred_username: 'ana' } }, withPool({ UsernameAttributes: undefined, AliasAttributes: ['preferred_username'] })),
    ),
    'in another case, where case does not count': scenario([publicly('USER_PASSWORD_AUTH', { USERNAME: notes.ana.toUpperCase(), PASSWORD: notes.anaPassword })]),
    'renewing with a refresh token': scenario([signIn(), publicly('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: token('RefreshToken') }, { after: 7200 })]),
    'offering first factors to choose from': scenario([publicly('USER_AUTH', { USERNAME: notes.ana })], open),
    'with a custom challenge': scenario([publicly('CUSTOM_AUTH', { USERNAME: notes.ana })], custom({ challenges: 1 })),
  },
  refuses: refusals(publicly, 'USER_PASSWORD_AUTH', 'ADMIN_USER_PASSWORD_AUTH'),
});

describeOperation(AdminInitiateAuth, {
  allows: {
    'with a password': scenario([asAdmin('ADMIN_USER_PASSWORD_AUTH', { USERNAME: notes.ana, PASSWORD: notes.anaPassword })], open),
    'by the flow’s old name': scenario(
      [asAdmin('ADMIN_NO_SRP_AUTH', { USERNAME: notes.ana, PASSWORD: notes.anaPassword })],
      withClient({ ExplicitAuthFlows: ['ADMIN_NO_SRP_AUTH'] }),
    ),
  },
  refuses: { ...refusesPools('AdminInitiateAuth', { AuthFlow: 'USER_SRP_AUTH' }), ...refusals(asAdmin, 'ADMIN_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH') },
});

describe('InitiateAuth', () => {
  const ends = (calls: readonly Call[], world: World = notesWorld) => run(scenario(calls, world)).steps.at(-1);

  test('hides who exists where the client asks for it: an unknown user is told as a wrong password', () => {
    const unknown = ends([publicly('USER_PASSWORD_AUTH', { USERNAME: 'nobody', PASSWORD: 'x' })])?.error;
    const wrong = ends([publicly('USER_PASSWORD_AUTH', { USERNAME: notes.ana, PASSWORD: 'x' })])?.error;
    expect(unknown).toEqual(wrong);
    const srp = ends([publicly('USER_SRP_AUTH', { USERNAME: 'nobody', SRP_A: 'ab12' })])?.output;
    expect(srp).toMatchObject({ ChallengeName: 'PASSWORD_VERIFIER' });
  });

  test('locks out for twice as long after each wrong password beyond the fifth', () => {
    const wrong = (n: number, after = 0) => publicly('USER_PASSWORD_AUTH', { USERNAME: notes.ana, PASSWORD: 'x' }, { id: `wrong-${n}`, after, goesOn: true });
    const five = [1, 2, 3, 4, 5].map((n) => wrong(n));
    const message = (calls: readonly Call[]) => ends(calls)?.error?.message;
    expect(message([...five, signIn('in', { after: 1 })])).toBeUndefined();
    const six = [...five, wrong(6, 1)];
    expect(message([...six, signIn('in', { after: 1 })])).toBe('Password attempts exceeded');
    expect(message([...six, signIn('in', { after: 2 })])).toBeUndefined();
    expect(message([...five, signIn('reset', { after: 1 }), ...[7, 8, 9, 10].map((n) => wrong(n)), signIn('in')])).toBeUndefined();
  });

  test('takes an e-mail address as an alias only once it is verified', () => {
    const aliases = withPool({ UsernameAttributes: undefined, AliasAttributes: ['email'] });
    const byMail = publicly('USER_PASSWORD_AUTH', { USERNAME: 'ana@elsewhere.example', PASSWORD: notes.anaPassword });
    const has = (email_verified: string) => withAna({ Attributes: { sub: 's', email: 'ana@elsewhere.example', email_verified } }, aliases);
    expect(ends([byMail], has('true'))?.error).toBeUndefined();
    expect(ends([byMail], has('false'))?.error?.message).toBe('Incorrect username or password.');
  });

  test('offers a choice-based sign-in only what the pool allows and the user has', () => {
    const world = withPool({ Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } } }, open);
    expect(ends([publicly('USER_AUTH', { USERNAME: notes.ana })], world)?.output).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['EMAIL_OTP', 'PASSWORD', 'PASSWORD_SRP'],
    });
  });
});
