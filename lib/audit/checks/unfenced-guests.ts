import { poolArn } from '../../engine/identity-pool';
import { isGap, read } from '../../world/gap';
import type { OrganizationPolicy } from '../../world/resources';
import { known, list, patch, put, type World } from '../../world/world';
import { check, type Attempt, type Ending, type Subject } from '../check';
import { callsOf, companions, peopled, visitor } from '../entrances';
import { guestsOff, notes, notesWorld } from '../examples';
import { auditorAsks } from '../login-probes';
import { cast } from '../people';
import { isEntered } from '../pool';
import { cwe, references } from '../references';

const type = 'AWS::Organizations::Policy';
const everything: OrganizationPolicy = { Id: 'p-RCPFullAWSAccess', Name: 'RCPFullAWSAccess', AwsManaged: true, Content: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] } };
const root = [{ TargetId: 'r-root', Type: 'ROOT' }];
const own: OrganizationPolicy = { Id: 'p-guests', Name: 'guests', Content: fence([poolArn(notes.identityPool, notesWorld)]), Targets: root };
const httpsOnly = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }] };

function inOrganization(policies: readonly OrganizationPolicy[], world: World = notesWorld): World {
  return [everything, ...policies].reduce((changed, policy) => put(changed, type, policy.Id, policy), world);
}

export const unfencedGuests = check({
  code: 'IDP-12',
  name: 'unfenced-guests',
  title: 'No policy of the organization says which pools may let guests in',
  resource: 'AWS::Cognito::IdentityPool',
  severityRule: 'A remark: a fence of the organization’s around what is meant.',
  docs: {
    what: 'A guest comes in, and the check looks through the organization’s resource control policies for one that is attached and speaks of guests’ identity pools, by cognito-identity-unauth:IdentityPoolArn or cognito-identity-unauth:AccountId.',
    why: 'Nobody signs the calls by which guests get credentials, so that no policy of a user or role and no service control policy is asked. Resource control policies are, and those of VPC endpoints: they are the only place where an organization can say that no other pool lets guests in, whoever makes one tomorrow.',
    falsePositives: 'Many organizations do well without. The question arises only where the organization’s policies could be read, which its management account and those that it names may do. A policy that is attached to an organizational unit counts, whether or not this account is in it; policies of VPC endpoints are not looked at. The management account’s own pools are never bound by such policies.',
    fix: 'Attach a resource control policy that denies guests’ calls to every pool but those that are meant.',
  },
  references: [
    { title: 'AWS Organizations: resource control policies', url: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html' },
    { title: 'Service authorization reference: Amazon Cognito Identity', url: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitoidentity.html' },
    references.bestPractices,
    cwe(693),
  ],
  examples: {
    fails: [
      { title: 'there is only AWS’s own policy', world: inOrganization([]), severity: 'info' },
      { title: 'a policy speaks of something else', world: inOrganization([{ ...own, Content: httpsOnly }]), severity: 'info' },
      { title: 'the policy is attached to nothing', world: inOrganization([{ ...own, Targets: [] }]), severity: 'info' },
    ],
    passes: [
      { title: 'a policy names the pools that may', world: inOrganization([own]) },
      { title: 'the policy is attached to this account', world: inOrganization([{ ...own, Content: JSON.stringify(own.Content), Targets: [{ TargetId: notes.account, Type: 'ACCOUNT' }] }]) },
      { title: 'guests are off', world: inOrganization([], guestsOff) },
      { title: 'the account is in no organization', world: notesWorld },
    ],
  },
  subjects(pool): readonly Subject[] {
    if (!mayBeInOrganization(pool.world) || !pool.pool.AllowUnauthenticatedIdentities) return [];
    return [{ resource: { type: 'AWS::Cognito::IdentityPool', id: pool.id } }];
  },
  probes(_subject, pool): readonly Attempt[] {
    const way = pool.try(pool.guest);
    if (!isEntered(way)) return isGap(way) ? [way] : [];
    const policies = list(pool.world, type);
    const asks = policies.map((policy, index) => ({ ...(speaksOfGuests(read(policy.Content)) ? targetsOf : contentOf), id: `policy-${index + 1}`, PolicyId: policy.Id }));
    const told: Ending['told'] = [
      { call: 'policies', holds: ({ Policies }) => (Policies as readonly OrganizationPolicy[]).every(({ Id }) => policies.some((policy) => policy.Id === Id)) },
      ...asks.map(({ id, holds }) => ({ call: id, holds })),
    ];
    return [
      {
        title: 'A guest comes in, and the auditor looks through the organization’s policies',
        prepare: (world) => peopled(world, way.entrance),
        people: { mallory: visitor(way.entrance), auditor: cast.operator, ...companions(way.entrance) },
        calls: [
          ...callsOf(way.entrance),
          auditorAsks('policies', 'organizations:ListPolicies', { Filter: 'RESOURCE_CONTROL_POLICY' }),
          ...asks.map(({ id, operation, PolicyId }) => auditorAsks(id, operation, { PolicyId })),
        ],
        proves: { ends: 'ok', told },
        otherwise: 'A policy of the organization speaks of guests’ identity pools.',
        claim: { severity: 'info', confidence: 'plausible', actor: 'anonymous', message: 'Guests come in, and no resource control policy of the organization says which pools may let them.', unread: ['the policies of VPC endpoints'] },
      },
    ];
  },
  fix(_subject, { world }) {
    const warning = 'Only the organization’s management account, or one that it names, may do this. The policy denies guests to every pool of this account that it does not list: add those that are meant, in other regions too.';
    const idle = list(world, type).find(({ Content }) => speaksOfGuests(read(Content)));
    const here = [{ TargetId: world.account, Type: 'ACCOUNT' }];
    if (idle !== undefined) return { summary: `Attach ${idle.Name ?? idle.Id} to this account.`, world: patch(world, type, idle.Id, { Targets: here }), warning };
    const made: OrganizationPolicy = { Id: 'p-guests-of-named-pools', Name: 'guests-of-named-pools', Content: fence(poolsWithGuests(world)), Targets: here };
    return { summary: 'Deny guests’ calls to every pool but those that are meant.', world: put(world, type, made.Id, made), warning };
  },
});

/** Whether anything is known of policies of an organization's. Who may not ask, and who is in none, is not asked about it. */
function mayBeInOrganization(world: World): boolean {
  return known(world, type).length > 0 || (world.complete !== 'everything' && isGap(world.complete[type]));
}

/** A policy that speaks of guests must be attached to nothing; of any other, its text says that it does not. */
const targetsOf = { operation: 'organizations:ListTargetsForPolicy', holds: ({ Targets }: Readonly<Record<string, unknown>>): boolean => (Targets as readonly unknown[]).length === 0 };
const contentOf = { operation: 'organizations:DescribePolicy', holds: ({ Policy }: Readonly<Record<string, unknown>>): boolean => !speaksOfGuests((Policy as { readonly Content: string }).Content) };

function speaksOfGuests(content: object | string): boolean {
  return /cognito-identity-unauth:(IdentityPoolArn|AccountId)/i.test(JSON.stringify(content));
}

/** Pools of the account that let guests in now, as far as they are known. */
function poolsWithGuests(world: World): readonly string[] {
  return known(world, 'AWS::Cognito::IdentityPool').flatMap((pool) => {
    if (isGap(pool) || !pool.AllowUnauthenticatedIdentities) return [];
    return [poolArn(pool.IdentityPoolId, { ...world, region: pool.IdentityPoolId.split(':')[0] ?? world.region })];
  });
}

/** Guests' calls are denied unless it is to one of these pools; calls that are not a guest's do not carry the key. */
function fence(poolArns: readonly string[]): object {
  const key = 'cognito-identity-unauth:IdentityPoolArn';
  const Action = ['cognito-identity:GetId', 'cognito-identity:GetCredentialsForIdentity', 'cognito-identity:GetOpenIdToken'];
  const Condition = { Null: { [key]: 'false' }, StringNotEquals: { [key]: poolArns } };
  return { Version: '2012-10-17', Statement: [{ Sid: 'GuestsOfNamedPools', Effect: 'Deny', Principal: '*', Action, Resource: '*', Condition }] };
}
