import type { Call, Ref, Scenario } from '../../engine/scenario';
import { actionOf, callsOf, camel, clientServiceOf, credentialsOf, givenIn, isUsed, laidOut, partsOf, pascal, printed, servicesOf, type Dialect, type Printer } from './dialect';
import { doneInBrowser, isOfTheApi, plainRequest, type PlainRequest } from './plain-http';

/** The AWS SDK for JavaScript v3, in TypeScript. */
export const sdk: Dialect = {
  file: 'run.ts',
  opening(scenario) {
    const imports = servicesOf(scenario).map((service) => {
      const commands = callsOf(scenario).filter((call) => isOfTheApi(call, scenario) && clientServiceOf(call.operation) === service).map((call) => commandOf(call.operation));
      return `import ${laidOut('{', [clientOf(service), ...new Set(commands)], '}', ' ')} from '@aws-sdk/client-${packages[service] ?? service}';`;
    });
    const given = givenIn(scenario).map(camel);
    const words = given.length === 0 ? [] : [`// ${given.join(', ')}: worked out by a library, or read from a message`];
    return [...imports, '', `const region = '${scenario.world.region}';`, ...words, ''].join('\n');
  },
  call(call, scenario) {
    const answer = isUsed(call.id, scenario) ? `const ${camel(call.id)} = ` : '';
    const browser = doneInBrowser(call, scenario);
    if (browser !== undefined) return `// ${browser}\n`;
    const plain = plainRequest(call, scenario);
    if (plain !== undefined) return `${answer}await ${fetched(plain, answer !== '')};\n`;
    const client = `new ${clientOf(clientServiceOf(call.operation))}(${laidOut('{', ['region', ...signer(call, scenario)], '}', ' ')})`;
    const input = printed(call.input, '', printer);
    return `${answer}await ${client}.send(new ${commandOf(call.operation)}(${input}));\n`;
  },
};

function fetched({ url, method, bearer, form, json }: PlainRequest, isUsed: boolean): string {
  const headers = [
    ...(bearer === undefined ? [] : [`authorization: \`Bearer \${${printed(bearer, 'bearer', printer)}}\``]),
    ...(json === undefined ? [] : ["'content-type': 'application/json'"]),
  ];
  const options = [
    `method: ${printed(method, 'method', printer)}`,
    ...(headers.length === 0 ? [] : [`headers: ${laidOut('{', headers, '}', ' ')}`]),
    ...(json === undefined ? [] : [`body: JSON.stringify(${printed(json, 'body', printer)})`]),
    ...(form === undefined ? [] : [`body: new URLSearchParams(${printed(form, 'body', printer)})`]),
  ];
  const request = `fetch(${printed(url, 'url', printer)}, ${laidOut('{', options, '}', ' ')})`;
  return isUsed ? `(await ${request}).json()` : request;
}

function signer(call: Call, scenario: Scenario): readonly string[] {
  const credentials = credentialsOf(call, scenario);
  if (credentials === undefined) return [];
  const { key, secret, token } = credentials;
  const fields = { accessKeyId: key, secretAccessKey: secret, sessionToken: token };
  return [`credentials: ${laidOut('{', Object.entries(fields).map(([name, ref]) => `${name}: ${reference(ref)}!`), '}', ' ')}`];
}

const packages: Readonly<Record<string, string>> = { 'cognito-idp': 'cognito-identity-provider', 'iot-data': 'iot-data-plane' };
const clients: Readonly<Record<string, string>> = {
  'cognito-idp': 'CognitoIdentityProvider',
  sts: 'STS',
  iam: 'IAM',
  s3: 'S3',
  dynamodb: 'DynamoDB',
  iot: 'IoT',
  'iot-data': 'IoTDataPlane',
};

function clientOf(service: string): string {
  return `${clients[service] ?? pascal(service)}Client`;
}

function commandOf(operation: string): string {
  return `${operation === 'lambda:InvokeFunction' ? 'Invoke' : actionOf(operation)}Command`;
}

const printer: Printer = {
  text: (value) => `'${value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`,
  ref: (ref) => `${reference(ref)}!`,
  join: (parts) => `\`${parts.map((part) => (typeof part === 'string' ? part.replace(/[\\`$]/g, '\\$&') : `\${${reference(part)}}`)).join('')}\``,
  given: camel,
  object: (fields) => laidOut('{', fields.map(([name, value]) => `${/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`}: ${value}`), '}', ' '),
  array: (items) => laidOut('[', items, ']'),
  plain: String,
};

function reference(ref: Ref): string {
  const { call, path } = partsOf(ref);
  return `${camel(call)}.${path.join('!.')}`;
}
