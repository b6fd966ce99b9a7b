import { from, type Call, type Input } from '../engine/scenario';
import type { Step } from '../engine/trace';
import type { Asker } from './plan';

/** A value that only the learner has. It is named in a call and put in when the call is sent, so that no call holds a secret. */
export interface Given {
  readonly $given: string;
}

export function given(name: string): Given & Input {
  return { $given: name };
}

/** A challenge of the user pool's that only the learner can answer. */
export interface Question {
  /** AWS's name of the challenge. */
  readonly challenge: string;
  /** The id of the step that came back with it. */
  readonly step: string;
  readonly asks: string;
  readonly choices: readonly Choice[];
  readonly fields: readonly QuestionField[];
}

export interface Choice {
  readonly value: string;
  readonly name: string;
}

export interface QuestionField {
  /** As ChallengeResponses names it. */
  readonly name: string;
  readonly label: string;
  readonly kind: 'code' | 'password' | 'text';
  /** The choices with which it is asked; always when left out. */
  readonly with?: readonly string[];
}

type Texts = Readonly<Record<string, string>>;

const codes: Readonly<Record<string, readonly [field: string, asks: string]>> = {
  SOFTWARE_TOKEN_MFA: ['SOFTWARE_TOKEN_MFA_CODE', 'What does the authenticator app show now?'],
  SMS_MFA: ['SMS_MFA_CODE', 'Which code came as a text message?'],
  EMAIL_OTP: ['EMAIL_OTP_CODE', 'Which code came by e-mail?'],
  SMS_OTP: ['SMS_OTP_CODE', 'Which code came as a text message?'],
};

const factors: Readonly<Record<string, string>> = {
  PASSWORD: 'Password, sent as it is',
  PASSWORD_SRP: 'Password, proved with SRP',
  EMAIL_OTP: 'A code by e-mail',
  SMS_OTP: 'A code by text message',
  SMS_MFA: 'A code by text message',
  EMAIL_MFA: 'A code by e-mail',
  SOFTWARE_TOKEN_MFA: 'The authenticator app',
};

/** What to ask the learner about the challenge in a step's answer; undefined for one that this page cannot answer. */
export function questionOf(step: Step): Question | undefined {
  const challenge = String(step.output?.ChallengeName);
  const parameters = (step.output?.ChallengeParameters ?? {}) as Texts;
  const asked = { challenge, step: step.id, choices: [], fields: [] };
  const code = codes[challenge];
  if (code !== undefined) return { ...asked, asks: code[1], fields: [{ name: code[0], label: 'Code', kind: 'code' }] };
  switch (challenge) {
    case 'NEW_PASSWORD_REQUIRED':
      return {
        ...asked,
        asks: 'The password was a temporary one. What shall the new one be? This changes the user.',
        fields: [{ name: 'NEW_PASSWORD', label: 'New password', kind: 'password' }, ...listIn(parameters.requiredAttributes).map(attributeField)],
      };
    case 'SELECT_MFA_TYPE':
      return { ...asked, asks: 'Which second factor?', choices: choicesOf(listIn(parameters.MFAS_CAN_CHOOSE)) };
    case 'SELECT_CHALLENGE': {
      const choices = choicesOf(step.output?.AvailableChallenges as readonly string[] | undefined);
      return { ...asked, asks: 'How do you want to sign in?', choices, fields: [{ name: 'PASSWORD', label: 'Password', kind: 'password', with: ['PASSWORD', 'PASSWORD_SRP'] }] };
    }
    case 'PASSWORD':
    case 'PASSWORD_SRP':
      return { ...asked, asks: 'What is the password?', fields: [{ name: 'PASSWORD', label: 'Password', kind: 'password' }] };
    case 'CUSTOM_CHALLENGE':
      return { ...asked, asks: 'The user pool asks a question of its own. Your answer?', fields: [{ name: 'ANSWER', label: 'Answer', kind: 'text' }] };
    default:
      return undefined;
  }
}

/** The call that answers a challenge. `typed` says what was chosen and which fields were filled in, and is not kept. */
export function answerTo(question: Question, typed: { readonly choice?: string }, asker: Asker & { readonly kind: 'user' }, steps: readonly Step[]): Call {
  const { challenge, fields } = question;
  const step = steps.find((one) => one.id === question.step);
  const choice = typed.choice;
  const asked = fields.filter((field) => field.with === undefined || field.with.includes(choice ?? ''));
  const proves = challenge === 'PASSWORD_SRP' || choice === 'PASSWORD_SRP';
  const filled = proves ? { SRP_A: given('SRP_A') } : Object.fromEntries(asked.map(({ name }) => [name, given(name)]));
  return {
    id: freshId(`answer-${challenge.toLowerCase().replaceAll('_', '-')}`, steps),
    by: 'browser',
    operation: 'cognito-idp:RespondToAuthChallenge',
    input: {
      ChallengeName: challenge,
      ClientId: asker.clientId,
      ...sessionOf(step),
      ChallengeResponses: { USERNAME: userNameOf(step, asker), ...(choice === undefined ? {} : { ANSWER: choice }), ...filled },
    },
  };
}

/** The call that proves a password by SRP. */
export function proofOfPassword(step: Step, asker: Asker & { readonly kind: 'user' }, steps: readonly Step[]): Call {
  return {
    id: freshId('prove-password', steps),
    by: 'browser',
    operation: 'cognito-idp:RespondToAuthChallenge',
    input: {
      ChallengeName: 'PASSWORD_VERIFIER',
      ClientId: asker.clientId,
      ...sessionOf(step),
      ChallengeResponses: {
        USERNAME: userNameOf(step, asker),
        PASSWORD_CLAIM_SECRET_BLOCK: from(step.id, 'ChallengeParameters.SECRET_BLOCK'),
        PASSWORD_CLAIM_SIGNATURE: given('PASSWORD_CLAIM_SIGNATURE'),
        TIMESTAMP: given('TIMESTAMP'),
      },
    },
  };
}

function sessionOf(step: Step | undefined): Input {
  return typeof step?.output?.Session === 'string' ? { Session: from(step.id, 'Session') } : {};
}

/** A challenge may name the user otherwise than the learner did: by the name that the pool knows. */
function userNameOf(step: Step | undefined, asker: Asker & { readonly kind: 'user' }): Input[string] {
  const parameters = (step?.output?.ChallengeParameters ?? {}) as Texts;
  const known = ['USER_ID_FOR_SRP', 'USERNAME'].find((name) => typeof parameters[name] === 'string');
  return step === undefined || known === undefined ? asker.username : from(step.id, `ChallengeParameters.${known}`);
}

/** The same challenge may come twice. */
function freshId(id: string, steps: readonly Step[]): string {
  const taken = steps.filter((step) => step.id === id || step.id.startsWith(`${id}-`)).length;
  return taken === 0 ? id : `${id}-${taken + 1}`;
}

function attributeField(name: string): QuestionField {
  const plain = name.replace(/^userAttributes\./, '');
  return { name: `userAttributes.${plain}`, label: plain, kind: 'text' };
}

function choicesOf(values: readonly string[] = []): readonly Choice[] {
  return values.filter((value) => value in factors).map((value) => ({ value, name: factors[value] as string }));
}

/** Lists in ChallengeParameters are JSON in a string. */
function listIn(text = '[]'): readonly string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
