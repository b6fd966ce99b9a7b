import { decodeToken } from '../engine/token';
import { awsEndpoint, services, typedEndpoint, type Endpoint, type LiveService } from './endpoint';
import { regionIn } from './region';

/** How a user proves who they are. */
export type SignInFlow = 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'USER_AUTH';

/** Who asks for credentials. */
export type Asker =
  | { readonly kind: 'guest' }
  | { readonly kind: 'user'; readonly userPoolId: string; readonly clientId: string; readonly username: string; readonly flow: SignInFlow }
  /** Somebody with an ID token in hand. `provider` is its issuer without https://, the key in Logins. */
  | { readonly kind: 'token'; readonly provider: string };

/** What is asked of S3 at the end. `path` is a prefix or a key, in which `identityVariable` stands for the identity id. */
export interface Reading {
  readonly operation: 's3:ListObjectsV2' | 's3:GetObject';
  readonly bucket: string;
  readonly path: string;
}

/** What will be called, without a secret in it. */
export interface LivePlan {
  readonly identityPoolId: string;
  readonly region: string;
  readonly asker: Asker;
  readonly flow: { readonly kind: 'enhanced' } | { readonly kind: 'classic'; readonly roleArn: string };
  readonly reading?: Reading;
  readonly endpoints: Readonly<Record<LiveService, Endpoint>>;
}

/** The variable of AWS's policies that stands for the identity id; here it may stand in a prefix or a key. */
export const identityVariable = '${cognito-identity.amazonaws.com:sub}';

/** The form, as it was filled in. */
export interface LiveFields {
  readonly asker: Asker['kind'];
  readonly identityPoolId: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly signInFlow: SignInFlow;
  /** Whether one was typed; the plan has no use for it. */
  readonly password: boolean;
  readonly idToken: string;
  readonly flow: 'enhanced' | 'classic';
  readonly roleArn: string;
  readonly reading: '' | Reading['operation'];
  readonly bucket: string;
  readonly path: string;
  readonly bucketRegion: string;
  /** Other targets, by service; empty for AWS. */
  readonly endpoints: Readonly<Record<LiveService, string>>;
}

/** A field that cannot be used as it is, and why, in one sentence. */
export type Problems = Readonly<Partial<Record<Exclude<keyof LiveFields, 'endpoints'> | LiveService, string>>>;

/** The plan that the fields make, or what is wrong with them. */
export function readPlan(fields: LiveFields): { readonly plan: LivePlan } | { readonly problems: Problems } {
  const problems: { -readonly [field in keyof Problems]: Problems[field] } = {};
  const region = regionIn(fields.identityPoolId);
  if (region === undefined || !/^[\w-]+:[0-9a-f-]{36}$/.test(fields.identityPoolId)) problems.identityPoolId = 'An identity pool’s ID is a region, a colon and a GUID: eu-west-1:3f6a….';
  const asker = readAsker(fields, problems);
  const flow = readFlow(fields, problems);
  const reading = readReading(fields, problems);
  const regions: Record<LiveService, string> = {
    'cognito-idp': regionIn(fields.userPoolId) ?? region ?? '',
    'cognito-identity': region ?? '',
    sts: region ?? '',
    s3: fields.bucketRegion || (region ?? ''),
  };
  const endpoints = Object.fromEntries(
    services.map((service) => {
      const typed = fields.endpoints[service];
      const endpoint = typed === '' ? awsEndpoint(service, regions[service]) : typedEndpoint(typed, regions[service]);
      if (endpoint === undefined) problems[service] = 'Another target is an https address of AWS’s, or http at 127.0.0.1 or localhost.';
      return [service, endpoint];
    }),
  ) as Record<LiveService, Endpoint>;
  if (Object.keys(problems).length > 0) return { problems };
  return { plan: { identityPoolId: fields.identityPoolId, region: region as string, asker, flow, ...(reading === undefined ? {} : { reading }), endpoints } };
}

type Noting = { -readonly [field in keyof Problems]: Problems[field] };

function readAsker({ asker, userPoolId, clientId, username, signInFlow, password, idToken }: LiveFields, problems: Noting): Asker {
  if (asker === 'guest') return { kind: 'guest' };
  if (asker === 'token') {
    const issuer = decodeToken(idToken)?.claims.iss;
    if (typeof issuer !== 'string') problems.idToken = 'An ID token is three parts between dots, and names who issued it (iss).';
    return { kind: 'token', provider: String(issuer).replace('https://', '') };
  }
  if (regionIn(userPoolId) === undefined || !/^[\w-]+_[0-9a-zA-Z]+$/.test(userPoolId)) problems.userPoolId = 'A user pool’s ID is a region, an underscore and a name: eu-west-1_Ab12Cd34E.';
  if (!/^[\w+]{1,128}$/.test(clientId)) problems.clientId = 'An app client’s ID is letters and digits, without spaces.';
  if (username === '') problems.username = 'Who signs in?';
  if (!password && signInFlow !== 'USER_AUTH') problems.password = 'Without a password nobody signs in this way.';
  return { kind: 'user', userPoolId, clientId, username, flow: signInFlow };
}

function readFlow({ flow, roleArn }: LiveFields, problems: Noting): LivePlan['flow'] {
  if (flow === 'enhanced') return { kind: 'enhanced' };
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(roleArn)) problems.roleArn = 'A role’s ARN reads arn:aws:iam::111122223333:role/name.';
  return { kind: 'classic', roleArn };
}

function readReading({ reading, bucket, path, bucketRegion }: LiveFields, problems: Noting): Reading | undefined {
  if (reading === '') return undefined;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) problems.bucket = 'A bucket’s name is lower-case letters, digits, dots and hyphens.';
  if (bucketRegion !== '' && regionIn(`${bucketRegion}:`) === undefined) problems.bucketRegion = 'A region reads like eu-west-1.';
  if (reading === 's3:GetObject' && path === '') problems.path = 'Which object?';
  return { operation: reading, bucket, path };
}
