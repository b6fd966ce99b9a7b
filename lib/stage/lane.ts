import type { Person } from '../engine/scenario';
import type { Step, Trace } from '../engine/trace';
import { allSteps } from './steps';

/** Where on the path something stands. Between `authn` and `authz` runs the border. */
export type Zone = 'app' | 'authn' | 'authz' | 'resource';

export const zones: readonly Zone[] = ['app', 'authn', 'authz', 'resource'];

export type LaneIcon = 'browser' | 'person' | 'guest' | 'app' | 'pool' | 'idp' | 'idpool' | 'sts' | 'iam' | 's3' | 'ddb' | 'lambda' | 'iot';

/** One actor and its lifeline. */
export interface Lane {
  /** A key of `Trace.people`, or a service. */
  readonly id: string;
  readonly zone: Zone;
  readonly name: string;
  /** The second line: `notes.example`, `cognito-idp`, a bucket's name. */
  readonly detail: string;
  readonly icon: LaneIcon;
  /** What a service that holds no chip is said to hold, before it was asked and after. */
  readonly empty: readonly [before: string, after: string];
}

type ServiceLane = Omit<Lane, 'id'>;

/** The services in the order in which they stand from left to right. */
const services: Readonly<Record<string, ServiceLane>> = {
  'outside-provider': { zone: 'authn', name: 'Company sign-in', detail: 'outside AWS', icon: 'idp', empty: ['signing keys only', 'signing keys only'] },
  'cognito-idp': { zone: 'authn', name: 'User pool', detail: 'cognito-idp', icon: 'pool', empty: ['signing keys only', 'signing keys only'] },
  'cognito-identity': { zone: 'authz', name: 'Identity pool', detail: 'cognito-identity', icon: 'idpool', empty: ['nothing yet', 'keeps no token'] },
  sts: { zone: 'authz', name: 'STS', detail: 'sts', icon: 'sts', empty: ['nothing yet', 'keeps nothing'] },
  iam: { zone: 'authz', name: 'IAM', detail: 'policy decisions', icon: 'iam', empty: ['policies only', 'policies only'] },
  s3: { zone: 'resource', name: 'S3', detail: 's3', icon: 's3', empty: ['nothing yet', 'nothing new'] },
  dynamodb: { zone: 'resource', name: 'DynamoDB', detail: 'dynamodb', icon: 'ddb', empty: ['nothing yet', 'nothing new'] },
  lambda: { zone: 'resource', name: 'Lambda', detail: 'lambda', icon: 'lambda', empty: ['nothing yet', 'nothing new'] },
  ssm: { zone: 'resource', name: 'Parameter Store', detail: 'ssm', icon: 'app', empty: ['nothing yet', 'nothing new'] },
  kms: { zone: 'resource', name: 'KMS', detail: 'kms', icon: 'app', empty: ['keys only', 'keys only'] },
  iot: { zone: 'resource', name: 'AWS IoT', detail: 'iot', icon: 'iot', empty: ['nothing yet', 'nothing new'] },
};

/** The providers outside AWS that everybody knows by name. */
const outsideNames: Readonly<Record<string, string>> = {
  'accounts.google.com': 'Google',
  'graph.facebook.com': 'Facebook',
  'www.amazon.com': 'Amazon',
  'appleid.apple.com': 'Apple',
};

const order = Object.keys(services);

const iconOfPerson: Readonly<Record<Person['kind'], LaneIcon>> = {
  user: 'browser',
  guest: 'guest',
  attacker: 'guest',
  backend: 'app',
  operator: 'person',
  device: 'app',
};

/**
 * The lanes that some runs of one scenario need together, so that switching between the runs moves nothing. A service that
 * is one of the scenario's people (the app's own API, a Lambda function) stands among them.
 */
export function lanesOf(traces: readonly Trace[]): readonly Lane[] {
  const people = new Map<string, Person>();
  const asked = new Map<string, Step>();
  let decided = false;
  for (const trace of traces) {
    for (const step of allSteps(trace)) {
      for (const id of [step.by, step.service]) {
        const person = trace.people[id];
        if (person !== undefined) people.set(id, person);
      }
      if (!people.has(step.service) && !asked.has(step.service)) asked.set(step.service, step);
      decided ||= step.decisions.length > 0;
    }
  }
  const callers = [...people].map(([id, person]) => laneOfPerson(id, person));
  const known = order.filter((service) => asked.has(service) || (service === 'iam' && decided));
  const others = [...asked.keys()].filter((service) => services[service] === undefined);
  return [...callers, ...[...known, ...others].map((service) => laneOfService(service, asked.get(service)))];
}

function laneOfPerson(id: string, { name, detail = '', kind }: Person): Lane {
  return { id, zone: 'app', name, detail, icon: iconOfPerson[kind], empty: ['nothing yet', 'nothing yet'] };
}

function laneOfService(service: string, step: Step | undefined): Lane {
  const lane = services[service] ?? { zone: 'resource', name: service, detail: service, icon: 'app', empty: ['nothing yet', 'nothing new'] };
  const { Bucket, TableName, FunctionName, Provider } = step?.sent ?? {};
  if (service === 'outside-provider' && typeof Provider === 'string') {
    const host = Provider.replace('https://', '').replace(/\/.*$/, '');
    return { id: service, ...lane, name: outsideNames[host] ?? lane.name, detail: host };
  }
  const thing = [Bucket, TableName, FunctionName].find((name) => typeof name === 'string');
  return { id: service, ...lane, ...(typeof thing === 'string' ? { detail: thing } : {}) };
}
