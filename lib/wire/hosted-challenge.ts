import { NotEmulated } from '../world/gap';
import type { WireResponse } from './message';
import { page, type Field } from './pages';

type Fields = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

/**
 * The page that asks for the answer to a challenge: a new password, a second factor.
 * @throws NotEmulated for challenges that have no page here, such as setting up an authenticator.
 */
export function challengePage(output: Fields, action: string): WireResponse {
  const { ChallengeName = '', Session = '', ChallengeParameters = {} } = output as { ChallengeName?: string; Session?: string; ChallengeParameters?: Texts };
  const asked = questions[ChallengeName];
  if (asked === undefined) throw new NotEmulated(`the hosted UI's page for ${ChallengeName}`);
  const { says, fields } = asked(ChallengeParameters);
  const hidden: readonly Field[] = [
    { name: 'Session', value: Session },
    { name: 'ChallengeName', value: ChallengeName },
  ];
  return page(200, { title: 'Sign in', says, form: { action, fields: [...hidden, ...fields], button: 'Go on' } });
}

interface Question {
  readonly says: string;
  readonly fields: readonly Field[];
}

const sentCode = (name: string) => (parameters: Texts): Question => ({
  says: `Enter the code that was sent to ${parameters.CODE_DELIVERY_DESTINATION ?? 'you'}.`,
  fields: [{ name, label: 'Code' }],
});

const questions: Readonly<Record<string, (parameters: Texts) => Question>> = {
  NEW_PASSWORD_REQUIRED: ({ requiredAttributes = '[]' }) => ({
    says: 'Choose a new password.',
    fields: [
      { name: 'NEW_PASSWORD', label: 'New password', type: 'password' },
      ...(JSON.parse(requiredAttributes) as string[]).map((name) => ({ name, label: name.slice(name.indexOf('.') + 1) })),
    ],
  }),
  SOFTWARE_TOKEN_MFA: () => ({ says: 'Enter the code of your authenticator app.', fields: [{ name: 'SOFTWARE_TOKEN_MFA_CODE', label: 'Code' }] }),
  SMS_MFA: sentCode('SMS_MFA_CODE'),
  EMAIL_OTP: sentCode('EMAIL_OTP_CODE'),
  SELECT_MFA_TYPE: ({ MFAS_CAN_CHOOSE = '[]' }) => ({
    says: `Choose one: ${(JSON.parse(MFAS_CAN_CHOOSE) as string[]).join(', ')}.`,
    fields: [{ name: 'ANSWER', label: 'Second factor' }],
  }),
};
