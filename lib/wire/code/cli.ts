import type { Call, InputValue, Scenario } from '../../engine/scenario';
import { actionOf, clientServiceOf, credentialsOf, isUsed, kebab, printed, snake, type Dialect } from './dialect';
import { fromJson, jsonPrinter, plainProgram, shellOpening, single, wordPrinter } from './shell';

/** The AWS CLI in a shell, with jq to take its answers apart. */
export const cli: Dialect = {
  file: 'run.sh',
  opening: (scenario) => [`export AWS_DEFAULT_REGION=${scenario.world.region}`, ...shellOpening(scenario), ''].join('\n'),
  call(call, scenario) {
    const plain = plainProgram(call, scenario, fromJson);
    if (plain !== undefined) return plain;
    const lines = [...signer(call, scenario), `aws ${clientServiceOf(call.operation) === 's3' ? 's3api' : clientServiceOf(call.operation)} ${commandOf(call.operation)}`];
    const body = call.operation === 's3:PutObject' ? call.input.Body : undefined;
    for (const [field, value] of Object.entries(call.input)) lines.push(option(field, field === 'Body' && body !== undefined ? 'body' : value));
    if (call.operation === 's3:GetObject') lines.push('answer');
    if (isUsed(call.id, scenario)) lines.push('--output json');
    const command = lines.join(' \\\n  ');
    const before = typeof body === 'string' ? `printf %s ${single(body)} >body\n` : '';
    return isUsed(call.id, scenario) ? `${before}${snake(call.id)}=$(${command})\n` : `${before}${command}\n`;
  },
};

function signer(call: Call, scenario: Scenario): readonly string[] {
  const credentials = credentialsOf(call, scenario);
  if (credentials === undefined) return [];
  const { key, secret, token } = credentials;
  return [`AWS_ACCESS_KEY_ID=${fromJson(key)}`, `AWS_SECRET_ACCESS_KEY=${fromJson(secret)}`, `AWS_SESSION_TOKEN=${fromJson(token)}`];
}

function commandOf(operation: string): string {
  return operation === 'lambda:InvokeFunction' ? 'invoke' : kebab(actionOf(operation));
}

function option(field: string, value: InputValue): string {
  const name = kebab(field);
  if (typeof value === 'boolean') return value ? `--${name}` : `--no-${name}`;
  const isExpression = typeof value === 'object' && value !== null && Object.keys(value).some((one) => one.startsWith('$'));
  if (typeof value === 'object' && !isExpression) return `--${name} '${printed(value, field, jsonPrinter(fromJson))}'`;
  return `--${name} ${printed(value, field, wordPrinter(fromJson))}`;
}
