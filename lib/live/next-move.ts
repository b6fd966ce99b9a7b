import { from, join, type Call, type Input, type InputValue, type Join, type Ref } from '../engine/scenario';
import type { Step } from '../engine/trace';
import { given, proofOfPassword, questionOf, type Question } from './challenge';
import { identityVariable, type Asker, type LivePlan } from './plan';

/** What comes next on the path. */
export type Move =
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'ask'; readonly question: Question }
  /** The user pool wants something that this page cannot do. */
  | { readonly kind: 'stuck'; readonly challenge: string }
  | { readonly kind: 'end' };

/** Refused or not, the path goes on: nobody needs what they answer. */
const asides: ReadonlySet<string> = new Set(['who-am-i']);

/** Whether the path goes on without this call's answer. */
export function isAside(id: string): boolean {
  return asides.has(id);
}

/** What comes next, given what happened so far, and which calls were left without an answer. Depends on nothing else. */
export function nextMove(plan: LivePlan, steps: readonly Step[], unanswered: readonly string[] = []): Move {
  const last = steps.at(-1);
  if (last?.error !== undefined && !asides.has(last.id)) return { kind: 'end' };
  const signedIn = stepWithTokens(steps);
  if (plan.asker.kind === 'user' && signedIn === undefined) return signInMove(plan.asker, steps);
  const done = new Set([...steps.map((step) => step.id), ...unanswered]);
  const call = pathOf(plan, signedIn).find((one) => !done.has(one.id));
  return call === undefined ? { kind: 'end' } : { kind: 'call', call };
}

function signInMove(asker: Asker & { readonly kind: 'user' }, steps: readonly Step[]): Move {
  const last = steps.at(-1);
  if (last === undefined) return { kind: 'call', call: signIn(asker) };
  const challenge = String(last.output?.ChallengeName);
  if (challenge === 'PASSWORD_VERIFIER') return { kind: 'call', call: proofOfPassword(last, asker, steps) };
  const question = questionOf(last);
  return question === undefined ? { kind: 'stuck', challenge } : { kind: 'ask', question };
}

function signIn({ flow, clientId, username }: Asker & { readonly kind: 'user' }): Call {
  const proof: Input = flow === 'USER_SRP_AUTH' ? { SRP_A: given('SRP_A') } : flow === 'USER_PASSWORD_AUTH' ? { PASSWORD: given('PASSWORD') } : {};
  const input = { AuthFlow: flow, ClientId: clientId, AuthParameters: { USERNAME: username, ...proof } };
  return { id: 'sign-in', by: 'browser', operation: 'cognito-idp:InitiateAuth', input };
}

function stepWithTokens(steps: readonly Step[]): Step | undefined {
  return steps.findLast((step) => (step.output?.AuthenticationResult as { readonly IdToken?: string } | undefined)?.IdToken !== undefined);
}

/** The calls that follow on the sign-in, for whoever has one. */
function pathOf({ identityPoolId, asker, flow, reading }: LivePlan, signedIn: Step | undefined): readonly Call[] {
  const Logins = loginsOf(asker, identityPoolId, signedIn);
  const IdentityId = from('get-id', 'IdentityId');
  const credentials = flow.kind === 'enhanced' ? from('get-credentials', 'Credentials') : from('assume-role', 'Credentials');
  const call = (id: string, operation: string, input: Input, signedBy?: Ref): Call => ({ id, by: 'browser', operation, input, ...(signedBy === undefined ? {} : { signedBy }) });
  return [
    call('get-id', 'cognito-identity:GetId', { IdentityPoolId: identityPoolId, ...Logins }),
    ...(flow.kind === 'enhanced'
      ? [call('get-credentials', 'cognito-identity:GetCredentialsForIdentity', { IdentityId, ...Logins })]
      : [
          call('get-openid-token', 'cognito-identity:GetOpenIdToken', { IdentityId, ...Logins }),
          call('assume-role', 'sts:AssumeRoleWithWebIdentity', { RoleArn: flow.roleArn, RoleSessionName: 'lifeguard-live', WebIdentityToken: from('get-openid-token', 'Token') }),
        ]),
    call('who-am-i', 'sts:GetCallerIdentity', {}, credentials),
    ...(reading === undefined ? [] : [call('read', reading.operation, readingInput(reading), credentials)]),
  ];
}

/** The key is the token's issuer without https://. */
function loginsOf(asker: Asker, identityPoolId: string, signedIn: Step | undefined): { readonly Logins?: Input } {
  if (asker.kind === 'guest') return {};
  if (asker.kind === 'token') return { Logins: { [asker.provider]: given('ID_TOKEN') } };
  const region = asker.userPoolId.slice(0, asker.userPoolId.indexOf('_'));
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { Logins: { [`cognito-idp.${region}.${suffix}/${asker.userPoolId}`]: from(signedIn?.id ?? 'sign-in', 'AuthenticationResult.IdToken') } };
}

function readingInput({ operation, bucket, path }: NonNullable<LivePlan['reading']>): Input {
  const place = withIdentity(path);
  if (operation === 's3:GetObject') return { Bucket: bucket, Key: place };
  return path === '' ? { Bucket: bucket } : { Bucket: bucket, Prefix: place };
}

function withIdentity(path: string): InputValue & (string | Join) {
  if (!path.includes(identityVariable)) return path;
  const [first = '', ...rest] = path.split(identityVariable);
  return join(first, ...rest.flatMap((part) => [from('get-id', 'IdentityId'), part]).filter((part) => part !== ''));
}
