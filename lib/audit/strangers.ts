import { from, type Call } from '../engine/scenario';
import { signToken } from '../engine/token';
import { signingKey } from '../engine/logins';
import { defaultStart } from '../engine/scenario';
import { put, type World } from '../world/world';
import type { Probe } from './check';
import type { Claim } from './claim';
import { nameOf } from './roles';

/** An AWS account that has nothing to do with the one in question. */
export const strangeAccount = '999900001111';

const userName = 'lifeguard-stranger';

/** What is true of a principal from nowhere in particular. */
const fromNowhere = { 'aws:SourceIp': '203.0.113.7', 'aws:PrincipalOrgID': 'o-lifeguard00', 'aws:PrincipalOrgPaths': ['o-lifeguard00/r-life/'] };

/** A principal that may assume any role as far as its own policies go: so the trust policy alone decides. */
export function strangerProbe(roleArn: string, principal: { readonly arn: string; readonly who: string }, claim: Claim): Probe {
  const assume: Call = {
    id: 'assume-role',
    by: 'mallory',
    operation: 'sts:AssumeRole',
    input: { RoleArn: roleArn, RoleSessionName: 'stranger' },
    asks: { resource: roleArn, context: fromNowhere },
    signedBy: from('create-access-key', 'AccessKey'),
  };
  return {
    title: `${principal.who.charAt(0).toUpperCase()}${principal.who.slice(1)} assumes ${nameOf(roleArn)}`,
    prepare: (world) => withStranger(world, principal.arn),
    people: { mallory: { name: 'Mallory', kind: 'attacker', detail: principal.who } },
    before: [{ id: 'create-access-key', by: 'mallory', operation: 'iam:CreateAccessKey', input: { UserName: userName }, signedBy: 'operator' }],
    calls: [assume],
    proves: { ends: 'ok' },
    claim,
  };
}

function withStranger(world: World, Arn: string): World {
  const PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }] };
  return put(world, 'AWS::IAM::User', userName, { UserName: userName, Arn, UserPolicyList: [{ PolicyName: 'AssumeAnyRole', PolicyDocument }], AttachedManagedPolicies: [] });
}

/** Somebody whom the provider knows, and of whom the role has never heard, brings the provider's token to STS. */
export function strangersTokenProbe(roleArn: string, provider: { readonly host: string; readonly audience: string }, claim: Claim): Probe {
  const { host, audience } = provider;
  const WebIdentityToken = signToken(
    { kid: signingKey(host), alg: 'RS256' },
    { iss: `https://${host}`, aud: audience, sub: 'lifeguard-stranger', iat: defaultStart, exp: defaultStart + 600 },
  );
  return {
    title: `Somebody with a token of ${host} asks STS for ${nameOf(roleArn)}`,
    people: { mallory: { name: 'Mallory', kind: 'attacker', detail: `known to ${host}` } },
    calls: [{ id: 'assume-role', by: 'mallory', operation: 'sts:AssumeRoleWithWebIdentity', input: { RoleArn: roleArn, RoleSessionName: 'stranger', WebIdentityToken } }],
    proves: { ends: 'ok' },
    claim,
  };
}
