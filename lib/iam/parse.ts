import { member, readJson, type JsonMember, type JsonNode } from './json';
import type {
  Condition, Effect, LintLevel, Located, Policy, PolicyFinding, PrincipalEntry, PrincipalKind, Span, Statement,
} from './policy';

export interface ParsedPolicy {
  readonly policy: Policy;
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
  const text = textOf(source, findings);
  const { root, problems } = readJson(text);
  if (root?.kind === 'string' && looksLikeObject(root.text)) return parsePolicy(root.text);
  const reader = new Reader(findings);
  for (const { code, message, span } of problems) findings.push({ code, level: 'error', message, span });
  const policy = root ? reader.policy(root, text) : { statements: [], text };
  return { policy, findings: findings.sort((a, b) => a.span.start - b.span.start) };
}

function looksLikeObject(text: string): boolean {
  const start = text.trimStart();
  return start.startsWith('{') || start.startsWith('%7B') || start.startsWith('%7b');
}

function textOf(source: string | object, findings: PolicyFinding[]): string {
  const nothing = { start: 0, end: 0 };
  if (typeof source !== 'string') {
    try {
      return JSON.stringify(source, null, 2) ?? '';
    } catch {
      findings.push({ code: 'json-syntax', level: 'error', message: 'This object cannot be written as JSON.', span: nothing });
      return '';
    }
  }
  const start = source.trimStart();
  if (!start.startsWith('%7B') && !start.startsWith('%7b')) return source;
  try {
    return decodeURIComponent(start);
  } catch {
    findings.push({ code: 'url-encoding', level: 'error', message: 'This policy is URL-encoded, and the encoding is damaged.', span: nothing });
    return source;
  }
}

/** Turns JSON nodes into a policy and writes down what is wrong on the way. */
class Reader {
  private statementIndex: number | undefined;

  constructor(private readonly findings: PolicyFinding[]) {}

  private find(code: string, message: string, span: Span, level: LintLevel = 'error'): void {
    const statement = this.statementIndex;
    this.findings.push(statement === undefined ? { code, level, message, span } : { code, level, message, span, statement });
  }

  policy(root: JsonNode, text: string): Policy {
    if (root.kind !== 'object') {
      this.find('wrong-type', 'A policy is a JSON object.', root.span);
      return { statements: [], text };
    }
    this.unknownElements(root.members, POLICY_ELEMENTS, 'a policy');
    const version = this.version(member(root, 'Version'));
    const statement = member(root, 'Statement');
    if (!statement) this.find('missing-element', 'A policy needs a Statement.', root.span);
    const statements = statement ? this.statements(statement.value) : [];
    return version === undefined ? { statements, text } : { version, statements, text };
  }

  private version(version: JsonMember | undefined): string | undefined {
    if (!version) return undefined;
    const { value } = version;
    if (value.kind !== 'string') {
      this.find('wrong-type', 'Version is text: "2012-10-17".', value.span);
      return undefined;
    }
    if (!VERSIONS.includes(value.text)) {
      this.find('unknown-version', `“${value.text}” is not a version of the policy language; there are 2012-10-17 and 2008-10-17.`, value.span);
    }
    return value.text;
  }

  private statements(node: JsonNode): readonly Statement[] {
    const nodes = node.kind === 'array' ? node.items : [node];
    if (nodes.length === 0) this.find('empty-element', 'This policy has no statement, so it says nothing.', node.span, 'warning');
    const statements: Statement[] = [];
    nodes.forEach((each, index) => {
      this.statementIndex = index;
      const statement = this.statement(each, index);
      if (statement) statements.push(statement);
    });
    this.statementIndex = undefined;
    return statements;
  }

  private statement(node: JsonNode, index: number): Statement | undefined {
    if (node.kind !== 'object') {
      this.find('wrong-type', 'A statement is a JSON object.', node.span);
      return undefined;
    }
    this.unknownElements(node.members, STATEMENT_ELEMENTS, 'a statement');
    const effect = this.effect(node);
    const sid = member(node, 'Sid')?.value;
    if (sid && sid.kind !== 'string') this.find('wrong-type', 'Sid is text.', sid.span);
    const [action, notAction] = this.either(node, 'Action', 'NotAction');
    if (!action) this.find('missing-element', 'This statement has neither Action nor NotAction, so it matches no request.', node.span);
    const [resource, notResource] = this.either(node, 'Resource', 'NotResource');
    const [principal, notPrincipal] = this.either(node, 'Principal', 'NotPrincipal');
    const condition = member(node, 'Condition');
    const actions = action ? this.strings(action.value, action.key) : [];
    const resources = resource ? this.strings(resource.value, resource.key) : [];
    const principals = principal ? this.principals(principal.value) : [];
    const conditions = condition ? this.conditions(condition.value) : [];
    if (!effect) return undefined;
    return {
      index,
      ...(sid?.kind === 'string' ? { sid: sid.text } : {}),
      effect,
      actions,
      notAction,
      resources,
      notResource,
      principals,
      notPrincipal,
      everyone: principal?.value.kind === 'string' && principal.value.text === '*',
      conditions,
      span: node.span,
    };
  }

  private effect(node: JsonNode): Effect | undefined {
    const effect = member(node, 'Effect');
    if (!effect) {
      this.find('missing-element', 'This statement has no Effect, so it neither allows nor denies.', node.span);
      return undefined;
    }
    const { value } = effect;
    const text = value.kind === 'string' ? value.text : undefined;
    if (text === 'Allow' || text === 'Deny') return text;
    this.find('wrong-effect', 'Effect is "Allow" or "Deny", written exactly so.', value.span);
    if (text?.toLowerCase() === 'deny') return 'Deny';
    if (text?.toLowerCase() === 'allow') return 'Allow';
    return undefined;
  }

  /** The one of two exclusive elements that is there, and whether it is the `Not…` one. */
  private either(node: JsonNode, name: string, notName: string): readonly [JsonMember | undefined, boolean] {
    const plain = member(node, name);
    const negated = member(node, notName);
    if (plain && negated) this.find('exclusive-elements', `A statement has ${name} or ${notName}, not both; ${notName} is not read.`, negated.span);
    return plain ? [plain, false] : [negated, negated !== undefined];
  }

  private strings(node: JsonNode, element: string): readonly Located[] {
    if (node.kind === 'array') {
      if (node.items.length === 0) this.find('empty-element', `${element} lists nothing, so the statement matches no request.`, node.span);
      return node.items.flatMap((item) => this.string(item, element));
    }
    return this.string(node, element);
  }

  private string(node: JsonNode, element: string): readonly Located[] {
    if (node.kind === 'string') return [{ value: node.text, span: node.span }];
    this.find('wrong-type', `${element} holds text or a list of texts.`, node.span);
    return [];
  }

  private principals(node: JsonNode): readonly PrincipalEntry[] {
    if (node.kind === 'string') {
      if (node.text !== '*') {
        this.find('wrong-type', 'A principal stands under its kind, for instance { "AWS": "…" }; only "*" stands alone.', node.span);
      }
      return [{ kind: 'AWS', value: node.text, span: node.span }];
    }
    if (node.kind !== 'object') {
      this.find('wrong-type', 'Principal is "*" or an object such as { "Federated": "cognito-identity.amazonaws.com" }.', node.span);
      return [];
    }
    return node.members.flatMap(({ key, keySpan, value }) => {
      const kind = PRINCIPAL_KINDS.find((each) => each === key);
      if (!kind) {
        this.find('unknown-principal-kind', `“${key}” is not a kind of principal; there are AWS, Federated, Service and CanonicalUser.`, keySpan);
        return [];
      }
      return this.strings(value, key).map((each) => ({ kind, ...each }));
    });
  }

  private conditions(node: JsonNode): readonly Condition[] {
    if (node.kind !== 'object') {
      this.find('wrong-type', 'Condition is an object: an operator, in it a key, in it the values.', node.span);
      return [];
    }
    return lastOfEach(node.members).flatMap(({ key: operator, keySpan, value }) => {
      if (value.kind !== 'object') {
        this.find('wrong-type', `${operator} holds an object of condition keys.`, value.span);
        return [];
      }
      if (value.members.length === 0) this.find('empty-element', `${operator} tests no key.`, keySpan, 'warning');
      return lastOfEach(value.members).map((row) => ({
        operator,
        key: row.key,
        values: this.conditionValues(row),
        span: { start: row.keySpan.start, end: row.value.span.end },
      }));
    });
  }

  private conditionValues(row: JsonMember): readonly Located[] {
    const nodes = row.value.kind === 'array' ? row.value.items : [row.value];
    if (nodes.length === 0) this.find('empty-element', `No value is listed for ${row.key}.`, row.value.span);
    return nodes.flatMap((node) => {
      if (node.kind === 'string' || node.kind === 'number' || node.kind === 'boolean') return [{ value: node.text, span: node.span }];
      this.find('wrong-type', 'A condition value is text, a number, true or false.', node.span);
      return [];
    });
  }

  private unknownElements(members: readonly JsonMember[], known: readonly string[], where: string): void {
    for (const { key, keySpan } of members) {
      if (known.includes(key)) continue;
      const meant = known.find((each) => each.toLowerCase() === key.toLowerCase());
      const hint = meant ? ` Names are case-sensitive: ${meant}.` : '';
      this.find('unknown-element', `“${key}” is not an element of ${where}.${hint}`, keySpan);
    }
  }
}

function lastOfEach(members: readonly JsonMember[]): readonly JsonMember[] {
  const last = new Map(members.map((each) => [each.key, each]));
  return members.filter((each) => last.get(each.key) === each);
}
