import { NotEmulated } from '../world/gap';
import type { UserPoolUser } from '../world/resources';
import { apiReference } from './api-reference';
import type { AuthorizeRequest } from './hosted-ui';
import type { OperationContext } from './operation';
import type { Rule } from './refusal';
import { proofOf } from './srp-proof';
import { isTotp } from './totp';
import { checkSecretHash, secretRules, userId, type ClientOfPool } from './user-pool';
import { answerCustomChallenge, customAuthAfterPassword, customAnswerRules } from './user-pool-custom-auth';
import { chooseFirstFactor, firstFactorRules, saysOfPassword, signInWithPassword } from './user-pool-first-factors';
import { factorsOffered } from './user-pool-mfa';
import { afterFirstFactor, afterPassword, askFor, checkReset, tokens, type AuthAnswer, type SigningIn } from './user-pool-next-step';
import { parameterRules, required, type Parameters } from './user-pool-parameters';
import { checkNewPassword, checkPassword, newPasswordRules } from './user-pool-passwords';
import { sessionRules, takeChallenge, type Challenge } from './user-pool-sessions';
import { passwordVerifier } from './user-pool-srp';
import { triggerRules } from './user-pool-triggers';

/** The rules for what comes after the first factor, on the sign-in pages too. */
export const hostedRespondRules = {
  ...parameterRules,
  ...sessionRules,
  ...newPasswordRules,
  requiredAttributes: {
    says: 'The attributes that the pool requires and the user lacks come with the new password.',
    label: 'attributes',
    cite: 'aws-facts §2.3',
    error: { code: 'InvalidParameterException', message: ({ name }) => `Missing required attribute: ${name}`, wording: 'unconfirmed' },
  },
  givenAttributes: {
    says: 'An attribute that the user already has is not sent again with the new password.',
    label: 'new attributes',
    cite: apiReference('cognito-idp', 'RespondToAuthChallenge'),
    error: { code: 'NotAuthorizedException', message: ({ name }) => `Cannot modify an already provided ${name}` },
  },
  oneTimePassword: {
    says: 'The one-time code is right and current.',
    label: 'one-time code',
    cite: 'aws-facts §3d',
    error: { code: 'CodeMismatchException', message: 'Invalid code or auth state for the user.' },
  },
  unusedCode: {
    says: 'An authenticator’s code has not been used before.',
    label: 'unused code',
    cite: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html',
    error: { code: 'ExpiredCodeException', message: 'Your software token has already been used once.' },
  },
  choice: {
    says: 'The factor chosen is one of those offered.',
    label: 'choice',
    cite: 'aws-facts §2.3',
    error: { code: 'InvalidParameterException', message: ({ answer }) => `${answer} is not one of the factors offered`, wording: 'unconfirmed' },
  },
  setUp: {
    says: 'An authenticator was verified in this session.',
    label: 'set up',
    cite: 'aws-facts §2.3',
    error: { code: 'NotAuthorizedException', message: 'Invalid session for the user.', wording: 'unconfirmed' },
  },
  ...triggerRules,
} as const satisfies Record<string, Rule>;

/** The rules of RespondToAuthChallenge and AdminRespondToAuthChallenge, beside that the app client exists. */
export const respondRules = {
  ...secretRules,
  ...firstFactorRules,
  ...hostedRespondRules,
  ...customAnswerRules,
} as const satisfies Record<string, Rule>;

export type RespondRule = keyof typeof respondRules;
type RespondContext = OperationContext<RespondRule>;

interface Answering extends SigningIn {
  readonly challenge: Challenge;
}

/** How each challenge is answered. */
const answers: Readonly<Record<string, (who: Answering, sent: Parameters, context: RespondContext) => AuthAnswer>> = {
  NEW_PASSWORD_REQUIRED: newPassword,
  SOFTWARE_TOKEN_MFA: softwareToken,
  SMS_MFA: oneTimePassword('SMS_MFA_CODE', tokens),
  EMAIL_OTP: oneTimePassword('EMAIL_OTP_CODE', tokens),
  SMS_OTP: oneTimePassword('SMS_OTP_CODE', tokens),
  SELECT_MFA_TYPE: selectMfaType,
  MFA_SETUP: mfaSetup,
  SELECT_CHALLENGE: (who, sent, context) => chooseFirstFactor(required('ANSWER', sent, context), who, sent, context),
  PASSWORD: (who, sent, context) => signInWithPassword(who, who.user, who.user.Username, required('PASSWORD', sent, context), context),
  PASSWORD_SRP: (who, sent, context) => {
    required('SRP_A', sent, context);
    return passwordVerifier(who, who.user.Username, context, 'session');
  },
  CUSTOM_CHALLENGE: (who, sent, context) => answerCustomChallenge(who, who.challenge, sent, context),
};

/** Under what a challenge is kept: its Session, or for plain SRP the secret block. */
export function challengeKey(Session: string | undefined, responses: Parameters): string {
  return Session ?? responses.PASSWORD_CLAIM_SECRET_BLOCK ?? '';
}

/** Takes the answer to a challenge and goes on with the sign-in, which is one of the API's or one on the sign-in pages. */
export function respondToAuthChallenge(
  where: ClientOfPool,
  ChallengeName: string,
  Session: string | undefined,
  sent: Parameters,
  context: RespondContext,
  by: 'API' | 'pages' = 'API',
): AuthAnswer {
  const name = required('USERNAME', sent, context);
  checkSecretHash(where.client, name, sent.SECRET_HASH, context);
  const challenge = takeChallenge(challengeKey(Session, sent), [ChallengeName], where.client, context);
  if ((challenge.parameters.hosted === undefined) !== (by === 'API')) return context.refuse('session', 'it belongs to a sign-in of the other kind');
  const user = context.get('AWS::Cognito::UserPoolUser', userId(challenge));
  if (ChallengeName === 'PASSWORD_VERIFIER') return verifyPassword(where, user, challenge, sent, context);
  const answer = answers[ChallengeName];
  if (answer === undefined) throw new NotEmulated(`the challenge ${ChallengeName}`);
  const found = context.found('session', user, user === undefined ? 'its user is gone' : 'its user is there');
  const { hosted } = challenge.parameters;
  return answer({ ...where, user: found, challenge, ...(hosted === undefined ? {} : { hosted: JSON.parse(hosted) as AuthorizeRequest }) }, sent, context);
}

function verifyPassword(
  where: ClientOfPool,
  user: UserPoolUser | undefined,
  challenge: Challenge,
  sent: Parameters,
  context: RespondContext,
): AuthAnswer {
  const block = required('PASSWORD_CLAIM_SECRET_BLOCK', sent, context);
  const signature = required('PASSWORD_CLAIM_SIGNATURE', sent, context);
  const right = user?.password !== undefined && block === challenge.parameters.SECRET_BLOCK && signature === proofOf(user.password, block);
  if (user !== undefined) checkReset(user, context);
  checkPassword(userId(challenge), right, saysOfPassword(user, right), context);
  const who = { ...where, user: user as UserPoolUser };
  return challenge.parameters.then === undefined ? afterPassword(who, context) : customAuthAfterPassword(who, context);
}

function newPassword(who: Answering, sent: Parameters, context: RespondContext): AuthAnswer {
  const password = required('NEW_PASSWORD', sent, context);
  const attributes = Object.fromEntries(
    Object.entries(sent).flatMap(([name, value]) => (name.startsWith('userAttributes.') && value ? [[name.slice('userAttributes.'.length), value]] : [])),
  );
  const wanted = (JSON.parse(who.challenge.parameters.requiredAttributes ?? '[]') as string[]).map((name) => name.slice('userAttributes.'.length));
  const missing = wanted.find((name) => attributes[name] === undefined);
  context.hold('requiredAttributes', missing === undefined, missing === undefined ? 'none is missing' : `${missing} is missing`, { name: missing ?? '' });
  const again = Object.keys(attributes).find((name) => who.user.Attributes[name] !== undefined);
  context.hold('givenAttributes', again === undefined, again === undefined ? 'none is sent again' : `the user has ${again} already`, { name: again ?? '' });
  checkNewPassword(who.pool, password, context);
  const user: UserPoolUser = { ...who.user, Attributes: { ...who.user.Attributes, ...attributes }, password, UserStatus: 'CONFIRMED' };
  context.put('AWS::Cognito::UserPoolUser', userId(user), user);
  return afterFirstFactor({ ...who, user }, context);
}

/** A code that was sent, by e-mail or as a text message. */
function oneTimePassword(parameter: string, next: (who: SigningIn, context: RespondContext) => AuthAnswer) {
  return (who: Answering, sent: Parameters, context: RespondContext): AuthAnswer => {
    const code = required(parameter, sent, context);
    const sentCode = who.challenge.parameters;
    const right = sentCode.code === code;
    context.hold('oneTimePassword', right, right ? 'it is the code sent' : 'another code was sent');
    context.keep('code', sentCode.codeId ?? '', undefined);
    return next(who, context);
  };
}

function softwareToken(who: Answering, sent: Parameters, context: RespondContext): AuthAnswer {
  const code = required('SOFTWARE_TOKEN_MFA_CODE', sent, context);
  const right = isTotp(who.user.totpSecret, code, context.now);
  context.hold('oneTimePassword', right, right ? 'it is the authenticator’s code' : 'the authenticator shows another code');
  const id = userId(who.user);
  const used = context.record('authenticator', id);
  context.hold('unusedCode', used?.used !== code, used?.used === code ? 'it was used before' : 'it was not used before');
  context.keep('authenticator', id, { ...used, used: code });
  return tokens(who, context);
}

function selectMfaType(who: Answering, sent: Parameters, context: RespondContext): AuthAnswer {
  const answer = required('ANSWER', sent, context);
  const offered = JSON.parse(who.challenge.parameters.MFAS_CAN_CHOOSE ?? '[]') as readonly string[];
  const factor = factorsOffered(who.pool).find((one) => offered.includes(one) && (one === answer || (one === 'EMAIL_OTP' && answer === 'EMAIL_MFA')));
  return askFor(context.found('choice', factor, `${answer} of ${offered.join(', ')}`, { answer }), who, context);
}

function mfaSetup(who: Answering, _sent: Parameters, context: RespondContext): AuthAnswer {
  const verified = who.challenge.parameters.verified !== undefined;
  context.hold('setUp', verified, verified ? 'an authenticator was verified' : 'no authenticator was verified');
  return tokens(who, context);
}
