import type { Call, Scenario } from '../engine/scenario';
import { serviceOf } from '../engine/services';
import { programsOf } from '../wire/code/program';
import type { LiveService } from './endpoint';
import type { LivePlan } from './plan';
import { partitionOf } from './region';
import { givenIn } from './resolve';

/** What an SRP library works out; the AWS CLI has none. */
const bySrp: ReadonlySet<string> = new Set(['SRP_A', 'PASSWORD_CLAIM_SIGNATURE', 'TIMESTAMP']);

/** How the AWS CLI is told another endpoint. */
const endpointVariables: Readonly<Record<LiveService, string>> = {
  'cognito-idp': 'AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER',
  'cognito-identity': 'AWS_ENDPOINT_URL_COGNITO_IDENTITY',
  sts: 'AWS_ENDPOINT_URL_STS',
  s3: 'AWS_ENDPOINT_URL_S3',
};

/**
 * The calls that were made, for the AWS CLI in a shell. Each takes what the ones before it gave; what the learner typed in
 * secret is asked for again and stands nowhere in it.
 */
export function reproduce(plan: LivePlan, calls: readonly Call[]): string {
  const world = { account: '', partition: partitionOf(plan.region), region: plan.region, complete: 'everything', resources: {} } as const;
  const scenario: Scenario = { world, people: {}, calls, start: 0, ends: 'ok' };
  const names = [...new Set(calls.flatMap((call) => givenIn(call.input)))];
  const asked = names.filter((name) => !bySrp.has(name)).map(variable);
  const worked = names.filter((name) => bySrp.has(name)).map(variable);
  const [, ...segments] = programsOf(scenario).cli.segments;
  return [
    `export AWS_DEFAULT_REGION=${plan.region}`,
    ...targets(plan, calls),
    ...asked.map((name) => `read -rsp '${name}: ' ${name}; echo`),
    ...(worked.length === 0 ? [] : [`# ${worked.join(', ')}: an SRP library works these out; the AWS CLI does not`]),
    '',
    ...segments.map(({ text }, index) => inRegion(text, calls[index], plan)),
  ].join('\n');
}

/** As the programs name it: `userAttributes.name` → USER_ATTRIBUTES_NAME. */
function variable(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').replace(/\W/g, '_').toUpperCase();
}

function targets({ endpoints }: LivePlan, calls: readonly Call[]): readonly string[] {
  const called = new Set(calls.map((call) => serviceOf(call.operation) as LiveService));
  return [...called].filter((service) => !endpoints[service].aws).map((service) => `export ${endpointVariables[service]}=${endpoints[service].url}`);
}

/** A user pool or a bucket may be in another region than the identity pool. */
function inRegion(text: string, call: Call | undefined, { region, endpoints }: LivePlan): string {
  const own = call === undefined ? region : endpoints[serviceOf(call.operation) as LiveService].region;
  return own === region ? text : text.replace(/\baws (cognito-idp|s3api) /, `aws --region ${own} $1 `);
}
