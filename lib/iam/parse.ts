import { member, readJson, type JsonMember, type JsonNode } from './json';
import type { Condition, Effect, LintLevel, Located, Policy, PolicyFinding, PrincipalEntry, PrincipalKind, Span, Statement } from './policy';

export interface ParsedPolicy {
  readonly policy: Policy;
  /** In the order of the text. */
  readonly findings: readonly PolicyFinding[];
}

const VERSIONS: readonly string[] = ['2012-10-17', '2008-10-17'];
const POLICY_ELEMENTS: readonly string[] = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS: readonly string[] = [
  'Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition',
];
const PRINCIPAL_KINDS: readonly PrincipalKind[] = ['AWS', 'Federated', 'Service', 'CanonicalUser'];

/**
 * Reads a policy document: JSON text, URL-encoded text as IAM returns it, JSON within a JSON string as S3 returns it, or an object.
 * Never throws on bad policy text: what is wrong becomes a finding with its place in `policy.text`, and the rest is read.
 */
export function parsePolicy(source: string | object): ParsedPolicy {
  const findings: PolicyFinding[] = [];
  const find: Find = (code, message, span, level = 'error') => findings.push({ code, level, message, span });
  const text = textOf(source, find);
  const { root, problems } = readJson(text);
  if (root?.kind === 'string' && text[root.span.start] === '"' && looksLikeObject(root.text)) return parsePolicy(root.text);
  for (const { code, message, span } of problems) find(code, message, span);
  const policy = root ? policyFrom(root, text, findings) : { statements: [], text };
  return { policy, findings: findings.sort((a, b) => a.span.start - b.span.start) };
}

/** Writes down a finding about the part that is being read. */
type Find = (code: string, message: string, span: Span, level?: LintLevel) => void;

function looksLikeObject(text: string): boolean {
  const start = text.trimStart();
  return start.startsWith('{') || isEncoded(start);
}

function isEncoded(start: string): boolean {
  return start.startsWith('%7B') || start.startsWith('%7b');
}

function textOf(source: string | object, find: Find): string {
  const nothing = { start: 0, end: 0 };
  if (typeof source !== 'string') {
    try {
      return JSON.stringify(source, null, 2) ?? '';
    } catch {
      find('json-syntax', 'This object cannot be written as JSON.', nothing);
      return '';
    }
  }
  const start = source.trimStart();
  if (!isEncoded(start)) return source;
  try {
    return decodeURIComponent(start);
  } catch {
    find('url-encoding', 'This policy is URL-encoded, and the encoding is damaged.', nothing);
    return source;
  }
}

function policyFrom(root: JsonNode, text: string, findings: PolicyFinding[]): Policy {
  const find: Find = (code, message, span, level = 'error') => findings.push({ code, level, message, span });
  if (root.kind !== 'object') {
    find('wrong-type', 'A policy is a JSON object.', root.span);
    return { statements: [], text };
  }
  findUnknownElements(root.members, POLICY_ELEMENTS, 'a policy', find);
  const version = versionFrom(member(root, 'Version'), find);
  const statement = member(root, 'Statement')?.value;
  if (!statement) find('missing-element', 'A policy needs a Statement.', root.span);
  const statements = statement ? statementsFrom(statement, find, findings) : [];
  return version === undefined ? { statements, text } : { version, statements, text };
}

function versionFrom(version: JsonMember | undefined, find: Find): string | undefined {
  if (!version) return undefined;
  const { value } = version;
  if (value.kind !== 'string') {
    find('wrong-type', 'Version is text: "2012-10-17".', value.span);
    return undefined;
  }
  if (!VERSIONS.includes(value.text)) {
    find('unknown-version', `“${value.text}” is not a version of the policy language; there are 2012-10-17 and 2008-10-17.`, value.span);
  }
  return value.text;
}

function statementsFrom(node: JsonNode, find: Find, findings: PolicyFinding[]): readonly Statement[] {
  const nodes = node.kind === 'array' ? node.items : [node];
  if (nodes.length === 0) find('empty-element', 'This policy has no statement, so it says nothing.', node.span, 'warning');
  return nodes.flatMap((each, index) => {
    const findHere: Find = (code, message, span, level = 'error') => findings.push({ code, level, message, span, statement: index });
    return statementFrom(each, index, findHere) ?? [];
  });
}

/** A statement that neither allows nor denies is left out; IAM would refuse the policy. */
function statementFrom(node: JsonNode, index: number, find: Find): Statement | undefined {
  if (node.kind !== 'object') {
    find('wrong-type', 'A statement is a JSON object.', node.span);
    return undefined;
  }
  findUnknownElements(node.members, STATEMENT_ELEMENTS, 'a statement', find);
  const effect = effectFrom(node, find);
  const sid = member(node, 'Sid')?.value;
  if (sid && sid.kind !== 'string') find('wrong-type', 'Sid is text.', sid.span);
  const [action, notAction] = oneOf(node, 'Action', 'NotAction', find);
  if (!action) find('missing-element', 'This statement has neither Action nor NotAction, so it matches no request.', node.span);
  const [resource, notResource] = oneOf(node, 'Resource', 'NotResource', find);
  const [principal, notPrincipal] = oneOf(node, 'Principal', 'NotPrincipal', find);
  const condition = member(node, 'Condition');
  const parts = {
    actions: action ? stringsFrom(action.value, action.key, find) : [],
    notAction,
    resources: resource ? stringsFrom(resource.value, resource.key, find) : [],
    notResource,
    principals: principal ? principalsFrom(principal.value, find) : [],
    notPrincipal,
    everyone: principal?.value.kind === 'string' && principal.value.text === '*',
    conditions: condition ? conditionsFrom(condition.value, find) : [],
    span: node.span,
  };
  if (!effect) return undefined;
  return sid?.kind === 'string' ? { index, sid: sid.text, effect, ...parts } : { index, effect, ...parts };
}

function effectFrom(node: JsonNode, find: Find): Effect | undefined {
  const effect = member(node, 'Effect');
  if (!effect) {
    find('missing-element', 'This statement has no Effect, so it neither allows nor denies.', node.span);
    return undefined;
  }
  const { value } = effect;
  const text = value.kind === 'string' ? value.text : undefined;
  if (text === 'Allow' || text === 'Deny') return text;
  find('wrong-effect', 'Effect is "Allow" or "Deny", written exactly so.', value.span);
  if (text?.toLowerCase() === 'deny') return 'Deny';
  return text?.toLowerCase() === 'allow' ? 'Allow' : undefined;
}

/** The one of two exclusive elements that is there, and whether it is the `Not…` one. */
function oneOf(node: JsonNode, name: string, notName: string, find: Find): readonly [JsonMember | undefined, boolean] {
  const plain = member(node, name);
  const negated = member(node, notName);
  if (plain && negated) find('exclusive-elements', `A statement has ${name} or ${notName}, not both; ${notName} is not read.`, negated.span);
  return plain ? [plain, false] : [negated, negated !== undefined];
}

function stringsFrom(node: JsonNode, element: string, find: Find): readonly Located[] {
  const nodes = node.kind === 'array' ? node.items : [node];
  if (nodes.length === 0) find('empty-element', `${element} lists nothing, so the statement matches no request.`, node.span);
  return nodes.flatMap((each) => {
    if (each.kind === 'string') return [{ value: each.text, span: each.span }];
    find('wrong-type', `${element} holds text or a list of texts.`, each.span);
    return [];
  });
}

function principalsFrom(node: JsonNode, find: Find): readonly PrincipalEntry[] {
  if (node.kind === 'string') {
    if (node.text !== '*') find('wrong-type', 'A principal stands under its kind, for instance { "AWS": "…" }; only "*" stands alone.', node.span);
    return [{ kind: 'AWS', value: node.text, span: node.span }];
  }
  if (node.kind !== 'object') {
    find('wrong-type', 'Principal is "*" or an object such as { "Federated": "cognito-identity.amazonaws.com" }.', node.span);
    return [];
  }
  return lastOfEach(node.members).flatMap(({ key, keySpan, value }) => {
    const kind = PRINCIPAL_KINDS.find((each) => each === key);
    if (kind) return stringsFrom(value, key, find).map((each) => ({ kind, ...each }));
    find('unknown-principal-kind', `“${key}” is not a kind of principal; there are AWS, Federated, Service and CanonicalUser.`, keySpan);
    return [];
  });
}

function conditionsFrom(node: JsonNode, find: Find): readonly Condition[] {
  if (node.kind !== 'object') {
    find('wrong-type', 'Condition is an object: an operator, in it a key, in it the values.', node.span);
    return [];
  }
  return lastOfEach(node.members).flatMap(({ key: operator, keySpan, value }) => {
    if (value.kind !== 'object') {
      find('wrong-type', `${operator} holds an object of condition keys.`, value.span);
      return [];
    }
    if (value.members.length === 0) find('empty-element', `${operator} tests no key.`, keySpan, 'warning');
    return lastOfEach(value.members).map((row) => ({
      operator,
      key: row.key,
      values: valuesFrom(row, find),
      span: { start: row.keySpan.start, end: row.value.span.end },
      operatorSpan: keySpan,
    }));
  });
}

/** Numbers and booleans count as their text. */
function valuesFrom(row: JsonMember, find: Find): readonly Located[] {
  const nodes = row.value.kind === 'array' ? row.value.items : [row.value];
  if (nodes.length === 0) find('empty-element', `No value is listed for ${row.key}.`, row.value.span);
  return nodes.flatMap((node) => {
    if (node.kind === 'string' || node.kind === 'number' || node.kind === 'boolean') return [{ value: node.text, span: node.span }];
    find('wrong-type', 'A condition value is text, a number, true or false.', node.span);
    return [];
  });
}

function findUnknownElements(members: readonly JsonMember[], known: readonly string[], where: string, find: Find): void {
  for (const { key, keySpan } of members) {
    if (known.includes(key)) continue;
    const meant = known.find((each) => each.toLowerCase() === key.toLowerCase());
    const hint = meant ? ` Names are case-sensitive: ${meant}.` : '';
    find('unknown-element', `“${key}” is not an element of ${where}.${hint}`, keySpan);
  }
}

function lastOfEach(members: readonly JsonMember[]): readonly JsonMember[] {
  const last = new Map(members.map((each) => [each.key, each]));
  return members.filter((each) => last.get(each.key) === each);
}
