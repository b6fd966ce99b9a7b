import { unseenDecision, type Step } from '../lib/engine/trace';
import type { Beat } from '../lib/stage/beats';

/** One or two sentences on a row of a live run, in the teacher's voice. `step` is what the row belongs to. */
export function saysOfLive(beat: Pick<Beat, 'kind' | 'error' | 'truth'>, step: Step): string {
  if (beat.kind === 'answer') return step.error === undefined ? saysOfAnswer(step) : 'Refused. The words are those of the service, as they came.';
  if (step.operation === unseenDecision) return 'Out of sight, IAM decides whether this session may do that. Nobody watched: the decision is inferred from the answer.';
  if (beat.truth === 'inferred') return 'Out of sight, the identity pool asks STS for a session of the role. Nobody watched: the request is inferred from the answer.';
  return saysOfRequest(step);
}

function saysOfRequest({ operation, sent }: Step): string {
  const login = sent.Logins !== undefined;
  switch (operation) {
    case 'cognito-idp:InitiateAuth':
      return signIn[String(sent.AuthFlow)] ?? 'Somebody begins to sign in.';
    case 'cognito-idp:RespondToAuthChallenge':
      return sent.ChallengeName === 'PASSWORD_VERIFIER' ? 'A signature that only somebody with the password can make. The password is not in it.' : `The answer to ${String(sent.ChallengeName)}.`;
    case 'cognito-identity:GetId':
      return login ? 'The ID token crosses the border, under its issuer’s name: whose identity is this?' : 'A visitor without a login asks for an identity. The pool makes a new one each time.';
    case 'cognito-identity:GetCredentialsForIdentity':
      return login ? 'Credentials for this identity, please. The login goes along again: the identity ID alone proves nothing.' : 'Credentials for this identity, please, without any login.';
    case 'cognito-identity:GetOpenIdToken':
      return 'The basic (classic) flow asks for a token first, and for credentials afterwards.';
    case 'sts:AssumeRoleWithWebIdentity':
      return 'The browser itself asks STS for a session, and names the role.';
    case 'sts:GetCallerIdentity':
      return 'Who is this to AWS now? Signed with the new credentials; no policy needs to allow it.';
    default:
      return 'Signed with the temporary credentials, and with nothing else.';
  }
}

const signIn: Readonly<Record<string, string>> = {
  USER_SRP_AUTH: 'The user name goes to the user pool with a public number, SRP_A. The password stays in this browser.',
  USER_PASSWORD_AUTH: 'The user name and the password itself go to the user pool.',
  USER_AUTH: 'The user name goes to the user pool, which offers what this user may sign in with.',
};

function saysOfAnswer({ operation, output = {} }: Step): string {
  if (typeof output.ChallengeName === 'string') return 'No tokens yet: the user pool wants to know more first.';
  switch (operation) {
    case 'cognito-idp:InitiateAuth':
    case 'cognito-idp:RespondToAuthChallenge':
      return 'The ID token says who this is, the access token opens the user pool and your own APIs, the refresh token gets new ones.';
    case 'cognito-identity:GetId':
      return 'An identity ID: a name in this identity pool, and no permission.';
    case 'cognito-identity:GetCredentialsForIdentity':
      return 'Temporary credentials. STS made them, the identity pool hands them on.';
    case 'cognito-identity:GetOpenIdToken':
      return 'A token of the identity pool’s own, good for ten minutes.';
    case 'sts:AssumeRoleWithWebIdentity':
      return 'Temporary credentials of the role that was named.';
    case 'sts:GetCallerIdentity':
      return 'The role’s session: its account, its role and its name.';
    default:
      return 'Allowed.';
  }
}
