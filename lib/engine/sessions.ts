import type { Context } from '../iam/decision';
import { get } from '../world/world';
import { read } from '../world/gap';
import { decode, encode } from './base64url';
import { guestSessionPolicies } from './guest-session-policies';
import { alphabets, digest, text } from './mint';
import type { OperationContext } from './operation';
import type { Session, SessionPolicy, State } from './state';

/** What STS grants: the role, for how long, and what bounds the session. */
export interface Grant {
  readonly roleArn: string;
  readonly roleId: string;
  readonly sessionName: string;
  /** Epoch seconds. */
  readonly issuedAt: number;
  readonly Expiration: number;
  readonly context: Context;
  readonly sessionPolicies: Session['sessionPolicies'];
}

/** The inline session policy of guests, as the text that Cognito passes to STS. */
export const guestPolicyText = JSON.stringify(guestSessionPolicies.inline.document);

/** Starts every session token, as it starts AWS's. */
const tokenMark = 'IQoJb3JpZ2luX2Vj';
const sealLength = 32;

/**
 * Credentials for a grant. The session token carries the grant itself under a seal that only this account's seed can make,
 * so that nothing has to be kept, however many sessions there are.
 * @param drawn a fresh draw of the state, for the access key id.
 */
export function openSession(seed: string, drawn: string, grant: Grant): Session {
  const AccessKeyId = `ASIA${text(drawn, 16, alphabets.upper)}`;
  const body = encode(JSON.stringify([
    grant.roleArn,
    grant.roleId,
    grant.sessionName,
    grant.issuedAt,
    grant.Expiration,
    grant.context,
    grant.sessionPolicies.map((layer) => layer?.map(packed) ?? null),
  ]));
  return sessionOf(seed, AccessKeyId, `${tokenMark}${body}${sealOf(seed, AccessKeyId, body)}`, grant);
}

/** The session that these credentials stand for; undefined unless this account issued them, and together. */
export function sessionBehind(state: Pick<State, 'seed' | 'world'>, AccessKeyId: string, SessionToken: string): Session | undefined {
  if (!SessionToken.startsWith(tokenMark)) return undefined;
  const body = SessionToken.slice(tokenMark.length, -sealLength);
  if (SessionToken.slice(-sealLength) !== sealOf(state.seed, AccessKeyId, body)) return undefined;
  const [roleArn, roleId, sessionName, issuedAt, Expiration, context, layers] = JSON.parse(decode(body) ?? 'null') as PackedGrant;
  const sessionPolicies = layers.map((layer) => layer?.map((policy) => unpacked(state, policy)) ?? null);
  return sessionOf(state.seed, AccessKeyId, SessionToken, { roleArn, roleId, sessionName, issuedAt, Expiration, context, sessionPolicies });
}

/** The secret of an access key, which this account can always work out again. */
export function secretOf(seed: string, AccessKeyId: string): string {
  return text(`${seed}/secret/${AccessKeyId}`, 40, alphabets.mixed);
}

/** A policy named by its ARN as a session policy. Throws NotRead when its document is not known. */
export function managedSessionPolicy(arn: string, get: OperationContext['get']): SessionPolicy | undefined {
  const { managed } = guestSessionPolicies;
  if (arn === managed.arn) return { arn, name: managed.name, document: managed.document };
  const policy = get('AWS::IAM::ManagedPolicy', arn);
  return policy === undefined ? undefined : { arn, name: policy.PolicyName, document: read(policy.Document) };
}

/** A policy passed to STS as text. */
export function inlineSessionPolicy(document: string): SessionPolicy {
  return document === guestPolicyText ? guestInline : { name: 'session policy', document };
}

const guestInline: SessionPolicy = { name: guestSessionPolicies.inline.name, document: guestSessionPolicies.inline.document };

/** A managed policy by its ARN, the guests' inline policy by nothing at all, any other by its text: session tokens stay short. */
type PackedPolicy = { readonly arn: string } | { readonly text: string } | null;
type PackedGrant = [string, string, string, number, number, Context, readonly (readonly PackedPolicy[] | null)[]];

function packed(policy: SessionPolicy): PackedPolicy {
  if (policy.arn !== undefined) return { arn: policy.arn };
  if (policy.document === guestInline.document) return null;
  return { text: typeof policy.document === 'string' ? policy.document : JSON.stringify(policy.document) };
}

function unpacked(state: Pick<State, 'world'>, policy: PackedPolicy): SessionPolicy {
  if (policy === null) return guestInline;
  if ('text' in policy) return inlineSessionPolicy(policy.text);
  // A managed policy deleted since then allows nothing.
  return managedSessionPolicy(policy.arn, (type, id) => get(state.world, type, id)) ?? { ...policy, name: policy.arn, document: { Version: '2012-10-17', Statement: [] } };
}

function sessionOf(seed: string, AccessKeyId: string, SessionToken: string, grant: Grant): Session {
  const { roleArn, roleId, sessionName, issuedAt, Expiration, context, sessionPolicies } = grant;
  const [, partition, , , account] = roleArn.split(':');
  return {
    AccessKeyId,
    SecretAccessKey: secretOf(seed, AccessKeyId),
    SessionToken,
    Expiration,
    issuedAt,
    roleArn,
    arn: `arn:${partition}:sts::${account}:assumed-role/${roleArn.slice(roleArn.lastIndexOf('/') + 1)}/${sessionName}`,
    userId: `${roleId}:${sessionName}`,
    context,
    sessionPolicies,
  };
}

function sealOf(seed: string, AccessKeyId: string, body: string): string {
  return digest(`${seed}\n${AccessKeyId}\n${body}`);
}
