import { get, patch } from '../../world/world';
import { check, type Attempt, type Subject } from '../check';
import { invitationOnly, notesWorld, withUserPool } from '../examples';
import { userPoolsOnce } from '../login-probes';
import { cast, withPeople, type LoginProvider } from '../people';
import { cwe, references } from '../references';
import { confirmCall, signUpCall } from '../sign-up';

interface TrustedUserPool extends Subject {
  readonly provider: LoginProvider & { readonly userPoolId: string };
}

export const selfSignUp = check<TrustedUserPool>({
  code: 'UPL-01',
  name: 'self-sign-up',
  title: 'Anyone may sign up',
  resource: 'AWS::Cognito::UserPool',
  severityRule: 'A remark: it makes everybody on the internet a signed-in user, which the other findings count.',
  docs: {
    what: 'A user pool that the identity pool trusts lets people make their own account. The check signs somebody up, and has them confirm themselves with the code that they are sent.',
    why: 'Whatever signed-in users may do, anyone may do who has an e-mail address. A form that turns people away in the browser stops nobody: the request goes to the user pool without it.',
    falsePositives: 'For an application for everybody this is as it should be. A PreSignUp trigger may turn people away; its code cannot be read from here, and the verdict is then unknown.',
    fix: 'Let only administrators create users, if the application invites its users.',
  },
  references: [references.selfSignUp, cwe(287)],
  examples: {
    fails: [{ title: 'sign-up is open', world: notesWorld, severity: 'info' }],
    passes: [
      { title: 'only administrators create users', world: invitationOnly() },
      { title: 'newcomers are sent no code, and wait for an administrator', world: withUserPool({ AutoVerifiedAttributes: [] }) },
    ],
  },
  subjects: (pool) => userPoolsOnce(pool).map((provider) => ({ provider, resource: { type: 'AWS::Cognito::UserPool', id: provider.userPoolId } })),
  probes({ provider: { userPoolId, audience } }, pool): readonly Attempt[] {
    const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
    const client = get(pool.world, 'AWS::Cognito::UserPoolClient', audience);
    if (userPool === undefined || client === undefined) return [];
    return [
      {
        title: `Somebody signs up with ${userPool.Name ?? userPoolId}`,
        prepare: (world) => withPeople(world, userPoolId),
        people: { mallory: { ...cast.newcomer, detail: 'no account yet' } },
        calls: [signUpCall(userPool, client), confirmCall(userPool, client)],
        proves: { ends: 'ok' },
        claim: { severity: 'info', confidence: 'proved', actor: 'self-registered', message: `Anyone may sign up with ${userPool.Name ?? userPoolId}, and is then a signed-in user.` },
      },
    ];
  },
  fix({ provider: { userPoolId } }, pool) {
    const userPool = get(pool.world, 'AWS::Cognito::UserPool', userPoolId);
    if (userPool === undefined) return undefined;
    const world = patch(pool.world, 'AWS::Cognito::UserPool', userPoolId, { AdminCreateUserConfig: { ...userPool.AdminCreateUserConfig, AllowAdminCreateUserOnly: true } });
    return { summary: 'If the application invites its users, let only administrators create them.', world, warning: resets };
  },
});

const resets = 'UpdateUserPool resets whatever it is not given. The command below sends the user pool as it was read; compare it with the pool as it is now before you run it.';
