import { describe, expect, test } from 'vitest';
import type { Step } from '../engine/trace';
import { answerTo, questionOf } from './challenge';

const asker = { kind: 'user', userPoolId: 'us-east-1_Lg7demo01', clientId: 'client', username: 'ana', flow: 'USER_PASSWORD_AUTH' } as const;

function challenged(ChallengeName: string, ChallengeParameters: object = {}, id = 'sign-in'): Step {
  return { id, operation: 'cognito-idp:InitiateAuth', service: 'cognito-idp', by: 'browser', at: 0, sent: {}, origins: [], reasons: [], decisions: [], output: { ChallengeName, ChallengeParameters, Session: 'session' }, nested: [], truth: 'live' };
}

describe('what a challenge asks', () => {
  test.each([
    ['SOFTWARE_TOKEN_MFA', 'SOFTWARE_TOKEN_MFA_CODE'],
    ['SMS_MFA', 'SMS_MFA_CODE'],
    ['EMAIL_OTP', 'EMAIL_OTP_CODE'],
    ['SMS_OTP', 'SMS_OTP_CODE'],
    ['NEW_PASSWORD_REQUIRED', 'NEW_PASSWORD'],
    ['PASSWORD', 'PASSWORD'],
    ['CUSTOM_CHALLENGE', 'ANSWER'],
  ])('%s asks for %s', (name, field) => {
    const step = challenged(name);
    const question = questionOf(step)!;
    expect(question.fields.map((one) => one.name)).toEqual([field]);
    expect(answerTo(question, {}, asker, [step])).toMatchObject({
      operation: 'cognito-idp:RespondToAuthChallenge',
      input: { ChallengeName: name, ClientId: 'client', Session: { $ref: 'sign-in.Session' }, ChallengeResponses: { USERNAME: 'ana', [field]: { $given: field } } },
    });
  });

  test('attributes that a new password must come with', () => {
    const question = questionOf(challenged('NEW_PASSWORD_REQUIRED', { requiredAttributes: '["userAttributes.name"]' }));
    expect(question?.fields).toMatchObject([{ name: 'NEW_PASSWORD' }, { name: 'userAttributes.name', label: 'name' }]);
  });

  test('which second factor, by the name that the pool knows the user by', () => {
    const step = challenged('SELECT_MFA_TYPE', { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: '5d1f0b3e' });
    const question = questionOf(step)!;
    expect(question.choices.map((one) => one.value)).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
    expect(answerTo(question, { choice: 'SMS_MFA' }, asker, [step]).input.ChallengeResponses).toEqual({ USERNAME: { $ref: 'sign-in.ChallengeParameters.USER_ID_FOR_SRP' }, ANSWER: 'SMS_MFA' });
  });

  test('how to begin; a code needs no password', () => {
    const step: Step = { ...challenged('SELECT_CHALLENGE'), output: { ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges: ['EMAIL_OTP', 'PASSWORD_SRP', 'WEB_AUTHN'], Session: 's' } };
    const question = questionOf(step)!;
    expect(question.choices.map((one) => one.value)).toEqual(['EMAIL_OTP', 'PASSWORD_SRP']);
    const responses = (choice: string) => answerTo(question, { choice }, asker, [step]).input.ChallengeResponses;
    expect(responses('EMAIL_OTP')).toEqual({ USERNAME: 'ana', ANSWER: 'EMAIL_OTP' });
    expect(responses('PASSWORD_SRP')).toEqual({ USERNAME: 'ana', ANSWER: 'PASSWORD_SRP', SRP_A: { $given: 'SRP_A' } });
    expect(responses('PASSWORD')).toEqual({ USERNAME: 'ana', ANSWER: 'PASSWORD', PASSWORD: { $given: 'PASSWORD' } });
  });

  test('what this page cannot answer, it does not ask', () => {
    for (const name of ['MFA_SETUP', 'WEB_AUTHN', 'DEVICE_SRP_AUTH']) expect(questionOf(challenged(name))).toBeUndefined();
  });

  test('the same challenge twice makes two steps', () => {
    const first = challenged('CUSTOM_CHALLENGE');
    const second = challenged('CUSTOM_CHALLENGE', {}, 'answer-custom-challenge');
    expect(answerTo(questionOf(first)!, {}, asker, [first]).id).toBe('answer-custom-challenge');
    expect(answerTo(questionOf(second)!, {}, asker, [first, second]).id).toBe('answer-custom-challenge-2');
  });
});
