import type { Call, Input, Join, Ref } from '../engine/scenario';
import { from, join } from '../engine/scenario';
import type { Context } from '../iam/decision';
import { requestFor } from '../iam/reach/request';
import { atHome } from '../iam/reach/resources';
import type { Grant, Reach } from '../iam/reach/question';
import type { Probe } from './check';
import type { Claim } from './claim';
import { aliceArrives, callsOf, companions, credentialsOf, peopled, visitor } from './entrances';
import { cast } from './people';
import type { Entered } from './sessions';
import { withStandIns } from './stand-ins';

/** A request of Mallory's, once she is in. */
export interface Wanted {
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
  readonly context?: Context;
}

/**
 * The request by which a grant shows itself, made by Mallory on what is Alice's. What is granted in any account is asked for at home:
 * another account would have to agree, and does not.
 */
export function wantedBy(reach: Reach, action: string, grant: Grant): Wanted {
  const { resource } = requestFor(reach, action, grant, 'mallory');
  return { action, resource: atHome(resource, reach.question), context: grant.witness.given };
}

/** Mallory comes in and makes these requests; the claim is true if all are allowed. */
export function probeOf(entered: Entered, wanted: readonly Wanted[], title: string, claim: Claim): Probe {
  const requests = wanted.map((one, index) => requestCall(entered, one, index));
  const meetsAlice = JSON.stringify(requests).includes(aliceIdentity);
  return {
    title,
    prepare: (world) => withStandIns(peopled(world, entered.entrance), wanted.map(({ resource }) => resource)),
    people: { mallory: visitor(entered.entrance), ...companions(entered.entrance), ...(meetsAlice ? { alice: cast.alice } : {}) },
    calls: [...(meetsAlice ? aliceArrives(entered.entrance) : []), ...callsOf(entered.entrance), ...requests],
    proves: { ends: 'ok' },
    claim,
  };
}

/** One such request, as IAM's decision alone. */
export function requestCall(entered: Entered, { action, resource, context }: Wanted, index = 0, more: Partial<Call> = {}): Call {
  const name = action.slice(action.indexOf(':') + 1);
  const kebab = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  const given = Object.fromEntries(Object.entries(context ?? {}).map(([key, value]) => [key, withReferences(value, entered)]));
  return {
    id: `${arrivals.has(kebab) ? 'ask-' : ''}${kebab}${index === 0 ? '' : `-${index + 1}`}`,
    by: 'mallory',
    operation: action,
    input: inputFor(resource),
    asks: { resource: refer(resource, entered), ...(Object.keys(given).length > 0 ? { context: given } : {}) },
    signedBy: credentialsOf(entered.entrance),
    ...more,
  };
}

/** The names of the calls by which people come in: a request for one of these has another. */
const arrivals: ReadonlySet<string> = new Set(['get-id', 'get-credentials', 'get-token', 'assume-role']);

/** The call that tells Alice’s identity. */
export const aliceIdentity = 'alice-get-id';
const ownIdentity = 'get-id';

function withReferences(value: string | readonly string[], entered: Entered): Input[string] {
  return typeof value === 'string' ? refer(value, entered) : value.map((one) => refer(one, entered));
}

/** Identities in a text become references to the answers that told them. */
function refer(text: string, entered: Entered): string | Join {
  const known = [
    [entered.aliceIdentity, from(aliceIdentity, 'IdentityId')],
    [entered.malloryIdentity, from(ownIdentity, 'IdentityId')],
  ] as const;
  const pieces = known.reduce<readonly (string | Ref)[]>((parts, [identity, ref]) => parts.flatMap((part) => (typeof part === 'string' ? between(part.split(identity), ref) : [part])), [text]);
  return pieces.length === 1 && typeof pieces[0] === 'string' ? text : join(...pieces);
}

function between(parts: readonly string[], ref: Ref): readonly (string | Ref)[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [ref, part])).filter((piece) => piece !== '');
}

/** The fields by which the service itself would be asked, as far as an ARN tells them. */
function inputFor(resource: string): Input {
  const [, , service, , , ...rest] = resource.split(':');
  const name = rest.join(':');
  if (service === 's3' && name !== '') {
    const slash = name.indexOf('/');
    return slash < 0 ? { Bucket: name } : { Bucket: name.slice(0, slash), Key: name.slice(slash + 1) };
  }
  if (service === 'dynamodb') return { TableName: name.split('/')[1] ?? '' };
  if (service === 'lambda') return { FunctionName: name.split(':')[1] ?? '' };
  if (service === 'cognito-idp') return { UserPoolId: name.split('/')[1] ?? '' };
  const [kind = '', ...path] = name.split('/');
  if (service === 'iam' && kind === 'user') return { UserName: path.at(-1) ?? '' };
  if (service === 'iam' && kind === 'role') return { RoleName: path.at(-1) ?? '' };
  return {};
}
