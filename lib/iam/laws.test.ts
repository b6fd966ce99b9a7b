import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, explain } from './authorize';
import type { AccessRequest, Answer, Context, PolicySet } from './decision';
import { namedPolicy } from './named';
import type { NamedPolicy } from './policy';

const SESSION = 'arn:aws:sts::111122223333:assumed-role/app/alice';
const ROLE = 'arn:aws:iam::111122223333:role/app';
const USER = 'arn:aws:iam::111122223333:user/bob';

const action = fc.constantFrom('s3:GetObject', 's3:PutObject', 'sqs:SendMessage', 'kms:Decrypt', 'sts:AssumeRole');
const actionPattern = fc.oneof(action, fc.constantFrom('*', 's3:*', 's3:Get*', '*:*Object', 'S3:PUTobject', 'sts:*'));
const resource = fc.constantFrom('arn:aws:s3:::b/alice/x', 'arn:aws:s3:::b/bob/x', 'arn:aws:sqs:us-east-1:444455556666:q', 'arn:aws:kms:us-east-1:111122223333:key/k');
const resourcePattern = fc.oneof(resource, fc.constantFrom('*', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/${aws:PrincipalTag/name}/*', 'arn:aws:sqs:*:*:q'));
const key = fc.constantFrom('aws:PrincipalTag/name', 'aws:SourceIp', 's3:max-keys', 'aws:TagKeys');
const text = fc.constantFrom('alice', 'bob', '10.0.0.1', '10.0.0.0/8', '5', '7', 'a*', '${aws:PrincipalTag/name}', 'true', '');
const operator = fc.constantFrom(
  'StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists', 'IpAddress', 'NotIpAddress', 'NumericLessThan', 'NumericNotEquals',
  'ForAnyValue:StringLike', 'ForAllValues:StringEquals', 'ForAllValues:StringNotEquals', 'Null', 'BoolIfExists',
);
const conditions = fc.dictionary(operator, fc.dictionary(key, fc.array(text, { minLength: 1, maxLength: 2 }), { maxKeys: 1 }), { maxKeys: 2 });
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 });
const principal = fc.oneof(fc.constant('*'), list(fc.constantFrom('*', '111122223333', '444455556666', SESSION, ROLE, USER)).map((AWS) => ({ AWS })));

type Source = Readonly<Record<string, unknown>>;

const statement = (effect: fc.Arbitrary<string>): fc.Arbitrary<Source> =>
  fc
    .tuple(effect, fc.boolean(), list(actionPattern), fc.boolean(), list(resourcePattern), conditions)
    .map(([Effect, notAction, actions, notResource, resources, Condition]) => ({
      Effect, [notAction ? 'NotAction' : 'Action']: actions, [notResource ? 'NotResource' : 'Resource']: resources, Condition,
    }));
const anyEffect = fc.constantFrom('Allow', 'Allow', 'Deny');
const withPrincipal = (each: fc.Arbitrary<Source>): fc.Arbitrary<Source> =>
  fc.tuple(each, principal, fc.boolean()).map(([rest, who, not]) => ({ ...rest, [not && rest.Effect === 'Deny' ? 'NotPrincipal' : 'Principal']: who }));
const policy = (of: fc.Arbitrary<Source>): fc.Arbitrary<NamedPolicy> =>
  fc.array(of, { minLength: 1, maxLength: 3 }).map((Statement) => namedPolicy('p', { Version: '2012-10-17', Statement }));
const identityPolicy = policy(statement(anyEffect));
const resourcePolicy = policy(withPrincipal(statement(anyEffect)));
const layer = fc.array(identityPolicy, { minLength: 1, maxLength: 2 });

const policies: fc.Arbitrary<PolicySet> = fc.record(
  {
    identity: fc.array(identityPolicy, { maxLength: 2 }),
    sessions: fc.array(layer, { maxLength: 2 }),
    boundary: identityPolicy,
    resource: resourcePolicy,
    serviceControl: fc.array(layer, { maxLength: 2 }),
    resourceControl: fc.array(layer, { maxLength: 1 }),
  },
  { requiredKeys: ['identity'] },
);
const values = fc.oneof(text, fc.array(text, { maxLength: 3 }));
const context: fc.Arbitrary<Context> = fc.dictionary(key, values);
const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom(SESSION, ROLE, USER, 'cognito-identity.amazonaws.com', '*', 'arn:aws:iam::111122223333:root'), action, resource, context,
});
const RUNS = { numRuns: 800 };

/** Far more than it takes, for a machine that is busy with other things. */
const PATIENCE = { timeout: 60_000 };

const isDenied = (answer: Answer): boolean => answer === 'ExplicitlyDenied' || answer === 'ImplicitlyDenied';
const everything = (effect: string, more: Source = {}): NamedPolicy =>
  namedPolicy('extra', { Version: '2012-10-17', Statement: { Effect: effect, Action: '*', Resource: '*', ...more } });

describe('the laws of an IAM decision', PATIENCE, () => {
  it('a Deny overrides every Allow', () => {
    fc.assert(
      fc.property(request, policies, fc.constantFrom('identity', 'boundary', 'resource'), (asked, given, where) => {
        fc.pre(asked.principal.startsWith('arn:') || where === 'resource');
        const deny = everything('Deny', where === 'resource' ? { Principal: '*' } : {});
        const denied = { ...given, [where]: where === 'identity' ? [...given.identity, deny] : deny };
        return decide(asked, denied).answer === 'ExplicitlyDenied';
      }),
      RUNS,
    );
  });

  it('a Deny more never allows', () => {
    fc.assert(
      fc.property(request, policies, policy(statement(fc.constant('Deny'))), (asked, given, deny) => {
        const before = decide(asked, given).answer;
        const after = decide(asked, { ...given, identity: [...given.identity, deny] }).answer;
        return !isDenied(before) || isDenied(after);
      }),
      RUNS,
    );
  });

  it('an Allow more never denies', () => {
    fc.assert(
      fc.property(request, policies, policy(statement(fc.constant('Allow'))), (asked, given, allow) => {
        const before = decide(asked, given).answer;
        return before !== 'Allowed' || decide(asked, { ...given, identity: [...given.identity, allow] }).answer === 'Allowed';
      }),
      RUNS,
    );
  });

  it('a session policy, a boundary or a service control policy never widens', () => {
    fc.assert(
      fc.property(request, policies, layer, identityPolicy, (asked, given, call, boundary) => {
        const before = decide(asked, given).answer;
        const narrowed = [
          { ...given, sessions: [...(given.sessions ?? []), call] },
          { ...given, serviceControl: [...(given.serviceControl ?? []), call] },
          ...(given.boundary ? [] : [{ ...given, boundary }]),
        ];
        return !isDenied(before) || narrowed.every((each) => isDenied(decide(asked, each).answer));
      }),
      RUNS,
    );
  });

  it('nothing gets past an empty session policy or boundary but what a resource policy gives to the caller itself', () => {
    const nothing = everything('Allow', { Action: 'none:None' });
    fc.assert(
      fc.property(request, policies, (asked, given) => {
        fc.pre(asked.principal.startsWith('arn:') && asked.principal !== 'arn:aws:iam::111122223333:root');
        const limited = [{ ...given, sessions: [[nothing]] }, { ...given, boundary: nothing }];
        const gives = given.resource?.policy.statements.some(({ effect, principals }) =>
          effect === 'Allow' && principals.some(({ value }) => value === '*' || value === asked.principal));
        return gives === true || limited.every((each) => isDenied(decide(asked, each).answer));
      }),
      RUNS,
    );
  });

  it('case does not matter in actions and in names of keys', () => {
    const upper = (given: NamedPolicy): NamedPolicy => {
      const source = JSON.parse(given.policy.text) as { Statement: Record<string, unknown>[] };
      const Statement = source.Statement.map((each) => ({
        ...each,
        ...(each.Action ? { Action: (each.Action as string[]).map((name) => name.toUpperCase()) } : {}),
        Condition: Object.fromEntries(
          Object.entries(each.Condition as Record<string, Record<string, unknown>>).map(([name, row]) => [
            name, Object.fromEntries(Object.entries(row).map(([rowKey, expected]) => [rowKey.toUpperCase(), expected])),
          ]),
        ),
      }));
      return namedPolicy(given.name, { Version: '2012-10-17', Statement });
    };
    fc.assert(
      fc.property(request, fc.array(identityPolicy, { maxLength: 3 }), (asked, identity) => {
        const before = decide(asked, { identity }).answer;
        const lower = Object.fromEntries(Object.entries(asked.context).map(([name, value]) => [name.toLowerCase(), value]));
        return decide({ ...asked, action: asked.action.toLowerCase(), context: lower }, { identity: identity.map(upper) }).answer === before;
      }),
      RUNS,
    );
  });

  it('the order of statements and policies does not matter', () => {
    const reversed = ({ name, policy: { statements, ...rest } }: NamedPolicy): NamedPolicy => ({ name, policy: { ...rest, statements: statements.toReversed() } });
    fc.assert(
      fc.property(request, policies, (asked, given) => {
        const other = {
          ...given,
          identity: given.identity.map(reversed).toReversed(),
          sessions: given.sessions?.map((call) => call.map(reversed).toReversed()).toReversed(),
          resource: given.resource && reversed(given.resource),
        };
        return decide(asked, given).answer === decide(asked, other).answer;
      }),
      RUNS,
    );
  });

  it('an explanation says what the decision says, and lights the one statement that decides', () => {
    fc.assert(
      fc.property(request, fc.subarray(['aws:SourceIp', 'aws:PrincipalTag/name', 'aws:TagKeys']), policies, (asked, unknown, given) => {
        const explanation = explain({ ...asked, unknown }, given);
        expect(decide({ ...asked, unknown }, given)).toEqual({ answer: explanation.answer, decidedBy: explanation.decidedBy });
        const lit = explanation.layers.flatMap(({ statements }) => statements).filter(({ decides }) => decides);
        const { decidedBy } = explanation;
        expect(lit.map(({ policy: name, index }) => [name, index])).toEqual(decidedBy?.statement === undefined ? [] : [[decidedBy.policy, decidedBy.statement]]);
        expect(lit.every(({ matched }) => matched === 'yes')).toBe(true);
        expect(isDenied(explanation.answer)).toBe(explanation.message !== undefined);
      }),
      { numRuns: 600 },
    );
  });

  it('what is sure while a key is unknown stays so whatever the key turns out to be', () => {
    fc.assert(
      fc.property(request, policies, key, fc.option(values, { nil: undefined }), (asked, given, unknown, value) => {
        const answer = decide({ ...asked, unknown: [unknown] }, given).answer;
        const { [unknown]: _, ...rest } = asked.context;
        const known = decide({ ...asked, context: value === undefined ? rest : { ...rest, [unknown]: value } }, given).answer;
        return answer === 'Depends' || (answer === 'ImplicitlyDenied' ? isDenied(known) : answer === known);
      }),
      { numRuns: 2000 },
    );
  });

  it('a policy means the same as an object and as text, however it is spaced', () => {
    fc.assert(
      fc.property(request, identityPolicy, (asked, given) => {
        const dense = namedPolicy('p', JSON.stringify(JSON.parse(given.policy.text)));
        const encoded = namedPolicy('p', encodeURIComponent(given.policy.text));
        const answers = [given, dense, encoded].map((each) => decide(asked, { identity: [each] }).answer);
        return new Set(answers).size === 1;
      }),
      { numRuns: 300 },
    );
  });
});
