import { expect, test } from 'vitest';
import { run } from '../engine/run';
import { atGoogle, atOffice, authorize, fromGoogle, fromOffice, hostedWorld, redeem } from '../engine/operations/hosted-ui.testing';
import { defaultStart, type Call } from '../engine/scenario';
import { beatsOf } from './beats';
import { lanesOf } from './lane';

const people = { ana: { name: 'Ana’s browser', kind: 'user' } } as const;
const stage = (calls: readonly Call[]) => {
  const trace = run({ world: hostedWorld, people, start: defaultStart, calls, ends: 'ok' });
  return { trace, beats: beatsOf(trace), lanes: lanesOf([trace]) };
};
const byGoogle = stage([authorize({ identity_provider: 'Google' }), atGoogle(), fromGoogle(), redeem()]);
const byOffice = stage([authorize({ idp_identifier: 'office.example' }), atOffice(), fromOffice(), redeem()]);
const label = ({ beats }: typeof byGoogle, key: string) => beats.find((beat) => beat.key === key)?.label;
const carried = ({ beats }: typeof byGoogle, key: string) => beats.find((beat) => beat.key === key)?.carries.map((chip) => chip.kind);

test('a provider outside AWS stands among those who ask who somebody is, by its name and host', () => {
  const outside = ({ lanes }: typeof byGoogle) => lanes.find((lane) => lane.id === 'outside-provider');
  expect(outside(byGoogle)).toMatchObject({ zone: 'authn', name: 'Google', detail: 'accounts.google.com' });
  expect(outside(byOffice)).toMatchObject({ zone: 'authn', name: 'Company sign-in', detail: 'office.example' });
});

test('the pages of a user pool go by their paths, and what happens outside AWS by what it is', () => {
  expect(label(byGoogle, 'authorize')).toEqual({ text: 'GET /oauth2/authorize', voice: 'wire' });
  expect(label(byGoogle, 'authorize/answer')).toEqual({ text: '302', note: 'to accounts.google.com', voice: 'wire' });
  expect(label(byGoogle, 'google/answer')).toEqual({ text: '302', note: 'to the user pool', voice: 'wire' });
  expect(label(byGoogle, 'google')).toEqual({ text: 'signs in there', voice: 'plain' });
  expect(label(byGoogle, 'login/token')).toEqual({ text: 'exchanges the code', voice: 'plain' });
  expect(label(byGoogle, 'tokens/answer')).toEqual({ text: 'three tokens', voice: 'plain' });
  expect(label(byOffice, 'office/answer')).toEqual({ text: 'SAML assertion', voice: 'plain' });
  expect(label(stage([authorize()]), 'authorize/answer')).toEqual({ text: '302', note: 'to /login', voice: 'wire' });
});

test('tokens of the token endpoint and SAML assertions are seen to travel', () => {
  expect(carried(byGoogle, 'tokens/answer')).toEqual(['id', 'access', 'refresh']);
  expect(carried(byOffice, 'office/answer')).toEqual(['assertion']);
  expect(carried(byOffice, 'login')).toEqual(['assertion']);
});
