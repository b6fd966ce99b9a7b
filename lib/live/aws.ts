import { serviceOf } from '../engine/services';
import type { AwsError } from '../engine/refusal';
import type { Presented } from '../wire/present';
import type { AccessKey } from '../wire/sigv4';
import type { Endpoint } from './endpoint';
import { outputOf, readS3 } from './s3-read';
import { refusalIn } from './refusal';
import { SdkHandler } from './sdk-handler';
import type { Transport } from './transport';

/** One request to AWS, everything filled in. */
export interface AwsCall {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly endpoint: Endpoint;
  /** Temporary credentials to sign with; unsigned when left out. */
  readonly key?: AccessKey;
  /** Epoch seconds. */
  readonly at: number;
  /** What the learner typed in secret and this call carries. */
  readonly typed: ReadonlySet<string>;
}

export interface AwsAnswer {
  readonly presented: Presented;
  readonly output?: Readonly<Record<string, unknown>>;
  readonly error?: AwsError;
}

/** Makes one call, with AWS's own client where there is one. @throws Unreachable */
export async function callAws(call: AwsCall, transport: Transport): Promise<AwsAnswer> {
  if (serviceOf(call.operation) !== 's3') return callWithSdk(call, transport);
  const { key } = call;
  if (key === undefined) throw new Error('S3 is asked with credentials.');
  const answered = await readS3({ ...call, key }, transport);
  const error = refusalIn(answered.presented);
  return { presented: answered.presented, ...(error === undefined ? { output: outputOf(call.operation, answered) } : { error }) };
}

async function callWithSdk({ operation, input, endpoint, key, typed }: AwsCall, transport: Transport): Promise<AwsAnswer> {
  const service = serviceOf(operation);
  const requestHandler = new SdkHandler(transport, service, typed);
  const config = { region: endpoint.region, endpoint: endpoint.url, maxAttempts: 1, requestHandler, ...(key === undefined ? {} : { credentials: key }) };
  const send = senders[operation];
  if (send === undefined) throw new Error(`This lane does not call ${operation}.`);
  try {
    const output = plain(await send(config, input), service);
    return { presented: answeredBy(requestHandler), output };
  } catch (thrown) {
    const error = requestHandler.answered === undefined ? undefined : refusalIn(requestHandler.answered.presented);
    if (error === undefined) throw thrown;
    return { presented: answeredBy(requestHandler), error };
  }
}

function answeredBy({ answered }: SdkHandler): Presented {
  if (answered === undefined) throw new Error('The client answered without a request.');
  return answered.presented;
}

type Config = { readonly region: string; readonly endpoint: string; readonly requestHandler: SdkHandler };
type Sender = (config: Config, input: Readonly<Record<string, unknown>>) => Promise<object>;

/** The clients are loaded with their first request: nobody who only reads the page needs them. */
const userPool = () => import('@aws-sdk/client-cognito-identity-provider');
const identityPool = () => import('@aws-sdk/client-cognito-identity');
const sts = () => import('@aws-sdk/client-sts');

const senders: Readonly<Record<string, Sender>> = {
  'cognito-idp:InitiateAuth': async (config, input) => {
    const { CognitoIdentityProviderClient, InitiateAuthCommand } = await userPool();
    return new CognitoIdentityProviderClient(config).send(new InitiateAuthCommand(input as never));
  },
  'cognito-idp:RespondToAuthChallenge': async (config, input) => {
    const { CognitoIdentityProviderClient, RespondToAuthChallengeCommand } = await userPool();
    return new CognitoIdentityProviderClient(config).send(new RespondToAuthChallengeCommand(input as never));
  },
  'cognito-identity:GetId': async (config, input) => {
    const { CognitoIdentityClient, GetIdCommand } = await identityPool();
    return new CognitoIdentityClient(config).send(new GetIdCommand(input as never));
  },
  'cognito-identity:GetCredentialsForIdentity': async (config, input) => {
    const { CognitoIdentityClient, GetCredentialsForIdentityCommand } = await identityPool();
    return new CognitoIdentityClient(config).send(new GetCredentialsForIdentityCommand(input as never));
  },
  'cognito-identity:GetOpenIdToken': async (config, input) => {
    const { CognitoIdentityClient, GetOpenIdTokenCommand } = await identityPool();
    return new CognitoIdentityClient(config).send(new GetOpenIdTokenCommand(input as never));
  },
  'sts:AssumeRoleWithWebIdentity': async (config, input) => {
    const { AssumeRoleWithWebIdentityCommand, STSClient } = await sts();
    return new STSClient(config).send(new AssumeRoleWithWebIdentityCommand(input as never));
  },
  'sts:GetCallerIdentity': async (config, input) => {
    const { GetCallerIdentityCommand, STSClient } = await sts();
    return new STSClient(config).send(new GetCallerIdentityCommand(input as never));
  },
};

/** An output as it stood on the wire: the client's own notes are taken off, and times are as the service writes them. */
function plain(output: object, service: string): Readonly<Record<string, unknown>> {
  const { $metadata: _, ...fields } = output as Readonly<Record<string, unknown>>;
  return undated(fields, service) as Readonly<Record<string, unknown>>;
}

function undated(value: unknown, service: string): unknown {
  if (value instanceof Date) return service === 'sts' ? value.toISOString() : value.getTime() / 1000;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => undated(inner, service));
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([name, inner]) => [name, undated(inner, service)]));
}
