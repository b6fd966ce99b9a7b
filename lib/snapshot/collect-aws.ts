import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import * as accessAnalyzer from '@aws-sdk/client-accessanalyzer';
import * as cloudtrail from '@aws-sdk/client-cloudtrail';
import * as cognitoIdentity from '@aws-sdk/client-cognito-identity';
import * as cognitoIdp from '@aws-sdk/client-cognito-identity-provider';
import * as cognitoSync from '@aws-sdk/client-cognito-sync';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as organizations from '@aws-sdk/client-organizations';
import * as s3 from '@aws-sdk/client-s3';
import * as sts from '@aws-sdk/client-sts';
import * as wafv2 from '@aws-sdk/client-wafv2';
import { fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { askIssuer } from './ask-issuer';
import { readNamed } from './reads';
import { opinionNamed } from './reads-second-opinions';
import type { Send } from './recorder';

export interface AwsOptions {
  /** A profile of the AWS config files; the default credential chain when left out. */
  readonly profile?: string;
  /** A role to read the account with, assumed with the credentials of the profile. */
  readonly roleArn?: string;
  /** The region of STS, when a role is assumed. */
  readonly region: string;
  /** An emulator to ask in AWS's place, and the key that it takes. */
  readonly emulator?: { readonly endpoint: string; readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Sends to AWS, or to where the SDK's variables and config files point instead. */
export type AwsSend = Send & {
  /** The host that answered an operation instead of AWS, undefined when it was AWS; known once it was asked. */
  readonly elsewhere: (operation: string, region: string) => string | undefined;
};

type Next = (sent: { readonly request: unknown }) => Promise<object>;

interface Client {
  readonly middlewareStack: { add(middleware: (next: Next) => Next, options: { readonly step: 'finalizeRequest' }): void };
  send(command: never, options: { readonly abortSignal?: AbortSignal }): Promise<object>;
}

type ClientClass = new (config: object) => Client;

/** The SDK's clients by IAM prefix. Endpoints follow the SDK's own variables (`AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_IAM`, …). */
const services: Readonly<Record<string, { readonly client: ClientClass; readonly commands: object }>> = {
  'access-analyzer': { client: accessAnalyzer.AccessAnalyzerClient as unknown as ClientClass, commands: accessAnalyzer },
  cloudtrail: { client: cloudtrail.CloudTrailClient as unknown as ClientClass, commands: cloudtrail },
  'cognito-identity': { client: cognitoIdentity.CognitoIdentityClient as unknown as ClientClass, commands: cognitoIdentity },
  'cognito-idp': { client: cognitoIdp.CognitoIdentityProviderClient as unknown as ClientClass, commands: cognitoIdp },
  'cognito-sync': { client: cognitoSync.CognitoSyncClient as unknown as ClientClass, commands: cognitoSync },
  iam: { client: iam.IAMClient as unknown as ClientClass, commands: iam },
  lambda: { client: lambda.LambdaClient as unknown as ClientClass, commands: lambda },
  organizations: { client: organizations.OrganizationsClient as unknown as ClientClass, commands: organizations },
  s3: { client: s3.S3Client as unknown as ClientClass, commands: s3 },
  sts: { client: sts.STSClient as unknown as ClientClass, commands: sts },
  wafv2: { client: wafv2.WAFV2Client as unknown as ClientClass, commands: wafv2 },
};

const requestTimeout = 15_000;

/**
 * Sends reads to AWS with the SDK. Credentials stay inside its clients. Only operations of the table of reads are sent.
 * Retries are the collector's: it knows all requests of a service, and a client only its own.
 */
export function awsSender(options: AwsOptions, signal?: AbortSignal): AwsSend {
  // The versions of the SDK that are installed here are those that take this Node: the advice would only puzzle people.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const credentials = credentialsFor(options);
  const clients = new Map<string, Client>();
  const hosts = new Map<string, string>();
  const clientFor = (service: string, region: string): Client => {
    const key = `${service} ${region}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    const { client: ClientOf } = services[service] as { readonly client: ClientClass };
    const endpoint = options.emulator?.endpoint;
    const extras = service === 's3' ? { followRegionRedirects: true, forcePathStyle: endpoint !== undefined || usesOwnEndpoint() } : {};
    const elsewhere = endpoint === undefined ? {} : { endpoint };
    const client = new ClientOf({ region, credentials, maxAttempts: 1, requestHandler: { requestTimeout, connectionTimeout: 5_000 }, ...elsewhere, ...extras });
    // Where requests really go: only the SDK knows all the places that may say so.
    client.middlewareStack.add((next) => (sent) => {
      hosts.set(key, (sent.request as { readonly hostname: string }).hostname);
      return next(sent);
    }, { step: 'finalizeRequest' });
    clients.set(key, client);
    return client;
  };
  /** Makes the clients of the services that an audit always comes to, while the first answers are under way: none waits for its own. */
  const getReady = (region: string): void => {
    for (const service of ['cognito-idp', 'iam', 's3', 'lambda']) clientFor(service, region);
  };
  let ready = false;
  const send: Send = async (operation, region, input) => {
    if (!ready) {
      ready = true;
      setTimeout(() => getReady(region), 5).unref();
    }
    if (operation === 'https:GetJwks') return { Status: await statusOf(String(input.Url), signal) };
    if (operation === 'https:GetOpenIdConfiguration') return { ...(await askIssuer(String(input.Url), signal)) };
    const [service = '', name = ''] = operation.split(':');
    const commands = services[service]?.commands as Readonly<Record<string, new (input: object) => never>> | undefined;
    const Command = commands?.[`${name}Command`];
    if (Command === undefined || (readNamed(operation) ?? opinionNamed(operation)) === undefined) throw new Error(`${operation} is not a read of an audit.`);
    return (await clientFor(service, region).send(new Command(input), { abortSignal: signal })) as Record<string, unknown>;
  };
  const elsewhere = (operation: string, region: string): string | undefined => {
    const host = hosts.get(`${operation.split(':')[0] ?? ''} ${region}`);
    return host === undefined || awsHost.test(host) ? undefined : host;
  };
  return Object.assign(send, { elsewhere });
}

const awsHost = /\.(amazonaws\.com(\.cn)?|api\.aws)$/;

function credentialsFor({ profile, roleArn, region, emulator }: AwsOptions) {
  if (emulator !== undefined) return { accessKeyId: emulator.accessKeyId, secretAccessKey: emulator.secretAccessKey };
  const base = fromNodeProviderChain(profile === undefined ? {} : { profile });
  if (roleArn === undefined) return base;
  return fromTemporaryCredentials({ masterCredentials: base, params: { RoleArn: roleArn, RoleSessionName: 'lifeguard-audit' }, clientConfig: { region } });
}

/** The status that a public address answers with. Only user pools' own addresses are asked, over HTTPS. */
async function statusOf(url: string, signal: AbortSignal | undefined): Promise<number> {
  if (!/^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\/[\w-]+\/\.well-known\/jwks\.json$/.test(url)) throw new Error(`${url} is not the address of a user pool's public keys.`);
  const limit = AbortSignal.timeout(requestTimeout);
  const answer = await fetch(url, { redirect: 'error', signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) });
  await answer.body?.cancel();
  return answer.status;
}

/** Emulators answer at one address, so the bucket must stand in the path. */
function usesOwnEndpoint(): boolean {
  return (process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL) !== undefined;
}

/** A wait that an aborted signal ends at once. */
export async function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, { signal, ref: true }).catch(() => undefined);
}

/** The region that the SDK would use: of the environment, else of the profile. */
export async function defaultRegion(profile?: string): Promise<string | undefined> {
  try {
    const client = new sts.STSClient({ ...(profile === undefined ? {} : { profile }) });
    return await client.config.region();
  } catch {
    return undefined;
  }
}
