import type { Holding } from './holdings';
import type { HoldingKind, Move } from './move';

/** What somebody takes one thing for who puts it where another belongs: by what belongs there, then by what was put. */
const mistaken: Readonly<Partial<Record<HoldingKind, Readonly<Partial<Record<HoldingKind, string>>>>>> = {
  id: {
    access: 'An access token says what an app may do at the user pool and at APIs of your own. Who somebody is stands in the ID token, and that is what others read.',
    refresh: 'A refresh token is for the user pool alone. Nobody else can open it, and nobody else should see it.',
    openid: 'This token was made by the identity pool itself. Here a token of the provider is wanted, from which the identity pool learns who comes.',
    identity: 'An identity id is a name, and a name proves nothing. A login is proved with a token.',
    sub: 'The sub is a name, and a name proves nothing. A login is proved with the whole token that carries it.',
    session: 'A Session belongs to a sign-in that is not over. It proves nothing to anybody else.',
    assertion: 'A SAML assertion is no ID token, and stands under the provider it is from.',
  },
  access: {
    id: 'The ID token tells the app who signed in. The user pool’s own API, and APIs of your own, ask for the access token.',
    refresh: 'A refresh token only renews the others. It opens no API.',
  },
  refresh: {
    id: 'An ID token cannot renew itself. New tokens are given for the refresh token.',
    access: 'An access token cannot renew itself. New tokens are given for the refresh token.',
  },
  openid: {
    id: 'STS does not know the user pool. What it reads here is the token that the identity pool made.',
    access: 'STS does not know the user pool. What it reads here is the token that the identity pool made.',
    refresh: 'A refresh token is for the user pool alone.',
    identity: 'An identity id is a name, and a name proves nothing.',
  },
  identity: {
    sub: 'The sub is the user’s name in the user pool. The identity pool has a name of its own for the same person, and the policy’s variable is filled with that one.',
    id: 'The identity pool asks for its own name for this user here, the identity id. The token that proves it stands in Logins.',
    access: 'The identity pool asks for its own name for this user here, the identity id.',
    refresh: 'The identity pool asks for its own name for this user here, the identity id.',
  },
  assertion: {
    id: 'An ID token is no SAML assertion, and stands under the provider it is from.',
  },
};

const oldSession = 'Each answer brings a Session of its own, and only the newest is good.';

/** What somebody takes one thing for who puts it where another belongs. */
export function mistakenFor(wanted: HoldingKind, put: HoldingKind): string | undefined {
  return mistaken[wanted]?.[put];
}

/** Said when a field is left out that proves something. */
const leftOut: Readonly<Partial<Record<HoldingKind | 'signature', string>>> = {
  id: 'Without Logins the caller is nobody in particular: a guest.',
  openid: 'Without Logins the caller is nobody in particular: a guest.',
  assertion: 'Without Logins the caller is nobody in particular: a guest.',
  access: 'Without a token nobody knows who calls.',
  signature: 'This request goes to a service that asks IAM. Without a signature there is nobody to ask IAM about.',
};

/** What a choice mistakes for what; undefined when the reason is elsewhere. */
export function misconceptionOf(move: Move, chosen: Readonly<Record<string, Holding | undefined>>, held: readonly Holding[], now: number): string | undefined {
  for (const slot of move.slots) {
    const holding = chosen[slot.id];
    if (holding?.expiresAt !== undefined && holding.expiresAt <= now) return `${holding.name} from ${holding.from}: expired. What has expired has to be renewed first.`;
    if (holding === undefined && leftOut[slot.wants] !== undefined) return leftOut[slot.wants];
    if (slot.wants === 'session' && holding?.kind === 'session' && holding !== held.findLast((one) => one.kind === 'session')) return oldSession;
    const said = holding === undefined || slot.wants === 'signature' ? undefined : mistakenFor(slot.wants, holding.kind);
    if (said !== undefined) return said;
  }
  return undefined;
}
