import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultStart, from, type Call, type Scenario } from '../engine/scenario';
import { notes, notesWorld } from '../world/accounts/notes';
import { patch } from '../world/world';
import { compareScenes, firstContrast, type ComparedRow } from './comparison';
import { sceneOf, type Scene } from './scene';

const signIn: Call = {
  id: 'sign-in',
  by: 'ana',
  operation: 'cognito-idp:InitiateAuth',
  input: { AuthFlow: 'USER_PASSWORD_AUTH', ClientId: notes.client, AuthParameters: { USERNAME: notes.ana, PASSWORD: notes.anaPassword } },
};
const login = `cognito-idp.us-east-1.amazonaws.com/${notes.userPool}`;
const getId = (token: string): Call => ({ id: 'get-id', by: 'ana', operation: 'cognito-identity:GetId', input: { IdentityPoolId: notes.identityPool, Logins: { [login]: from('sign-in', `AuthenticationResult.${token}`) } } });
const getUser: Call = { id: 'get-user', by: 'ana', operation: 'cognito-idp:GetUser', input: { AccessToken: from('sign-in', 'AuthenticationResult.AccessToken') } };

function sceneWith(calls: readonly Call[], changes: Partial<Scenario> = {}): Scene {
  return sceneOf({ scenario: { world: notesWorld, people: { ana: { name: 'Ana’s browser', kind: 'user' } }, start: defaultStart, ends: 'ok', calls, ...changes } });
}

const good = sceneWith([signIn, getId('IdToken')]);
const keys = (rows: readonly ComparedRow[]): readonly string[] => rows.map(({ left, right }) => `${left?.key ?? '·'} | ${right?.key ?? '·'}`);

describe('two runs beside each other', () => {
  test('the same run twice differs nowhere', () => {
    const rows = compareScenes(good, good);
    expect(rows.flatMap(({ contrasts }) => contrasts)).toEqual([]);
    expect(firstContrast(rows)).toBeUndefined();
  });

  test('the wrong token: the request and the answer differ, the sign-in does not', () => {
    const rows = compareScenes(good, sceneWith([signIn, getId('AccessToken')]));
    expect(keys(rows)).toEqual(['sign-in | sign-in', 'sign-in/answer | sign-in/answer', 'get-id | get-id', 'get-id/answer | get-id/answer']);
    expect(rows[firstContrast(rows) ?? 0]?.left?.key).toBe('get-id');
    expect(rows[2]?.contrasts).toContainEqual({ what: `token_use in Logins.${login}`, left: 'id', right: 'access' });
    expect(rows[3]?.contrasts).toContainEqual({ what: 'Answer', left: '200', right: '400 NotAuthorizedException' });
  });

  test('a call that one of them lacks stands alone', () => {
    const rows = compareScenes(good, sceneWith([signIn, getUser, getId('IdToken')]));
    expect(keys(rows).slice(1, 5)).toEqual(['sign-in/answer | sign-in/answer', '· | get-user', '· | get-user/answer', 'get-id | get-id']);
    expect(firstContrast(rows)).toBe(2);
  });

  test('a changed claim is named, and no token is shown as a text', () => {
    const groups = patch(notesWorld, 'AWS::Cognito::UserPoolClient', notes.client, { IdTokenValidity: 5, TokenValidityUnits: { IdToken: 'minutes' } });
    const rows = compareScenes(good, sceneWith([signIn, getId('IdToken')], { world: groups }));
    const contrasts = rows.flatMap((row) => row.contrasts);
    expect(contrasts.map(({ what }) => what)).toContain('exp in AuthenticationResult.IdToken');
    expect(contrasts.filter(({ left = '', right = '' }) => `${left}${right}`.includes('eyJ'))).toEqual([]);
  });

  test('runs of different walkthroughs are laid beside each other by what they call', () => {
    const other = sceneWith([{ ...signIn, id: 'ana-signs-in' }, { ...getUser, input: { AccessToken: from('ana-signs-in', 'AuthenticationResult.AccessToken') } }]);
    expect(keys(compareScenes(good, other)).slice(0, 2)).toEqual(['sign-in | ana-signs-in', 'sign-in/answer | ana-signs-in/answer']);
  });

  test('whatever is compared, each row of each run is there once and in order', () => {
    const call = fc.constantFrom(signIn, getUser, getId('IdToken'));
    const calls = fc.uniqueArray(call, { selector: ({ id }) => id }).map((some) => [signIn, ...some.filter((one) => one !== signIn)]);
    fc.assert(
      fc.property(calls, calls, (a, b) => {
        const [left, right] = [sceneWith(a), sceneWith(b)];
        const rows = compareScenes(left, right);
        expect(rows.flatMap((row) => row.left?.key ?? [])).toEqual(left.beats.map(({ key }) => key));
        expect(rows.flatMap((row) => row.right?.key ?? [])).toEqual(right.beats.map(({ key }) => key));
        for (const row of rows) if (row.left !== undefined && row.right !== undefined) expect(row.left.key).toBe(row.right.key);
      }),
    );
  });
});
