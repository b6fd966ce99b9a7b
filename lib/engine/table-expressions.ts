import { NotEmulated } from '../world/gap';
import { compare, textOf, type AttributeValue, type Item } from './table';

/** The names and values that stand behind `#name` and `:value` in a DynamoDB expression. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
}

/** A condition on one attribute. */
export interface KeyCondition {
  readonly attribute: string;
  readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'begins_with';
  readonly values: readonly AttributeValue[];
}

/**
 * The conditions of a KeyConditionExpression, which DynamoDB limits to one on each part of the key, joined by AND.
 * @throws NotEmulated for anything else.
 */
export function keyConditions(expression: string, placeholders: Placeholders): readonly KeyCondition[] {
  const words = wordsOf(expression);
  const conditions: KeyCondition[] = [];
  let at = 0;
  const next = () => words[at++] ?? '';
  const name = (word: string) => nameOf(word, placeholders);
  const value = (word: string) => valueOf(word, placeholders, expression);
  while (at < words.length) {
    if (conditions.length > 0 && next().toUpperCase() !== 'AND') throw new NotEmulated(`KeyConditionExpression ${expression}`);
    const first = next();
    if (first === 'begins_with') {
      const [open, attribute, comma, prefix, close] = [next(), next(), next(), next(), next()];
      if (`${open}${comma}${close}` !== '(,)') throw new NotEmulated(`KeyConditionExpression ${expression}`);
      conditions.push({ attribute: name(attribute), operator: 'begins_with', values: [value(prefix)] });
      continue;
    }
    const operator = next().toUpperCase();
    if (operator === 'BETWEEN') {
      const [low, and, high] = [next(), next(), next()];
      if (and.toUpperCase() !== 'AND') throw new NotEmulated(`KeyConditionExpression ${expression}`);
      conditions.push({ attribute: name(first), operator, values: [value(low), value(high)] });
    } else if (['=', '<', '<=', '>', '>='].includes(operator)) {
      conditions.push({ attribute: name(first), operator: operator as '=', values: [value(next())] });
    } else throw new NotEmulated(`KeyConditionExpression ${expression}`);
  }
  return conditions;
}

export function satisfies(item: Item, { attribute, operator, values }: KeyCondition): boolean {
  const actual = item[attribute];
  const [first, second] = values as readonly [AttributeValue, AttributeValue | undefined];
  if (actual === undefined) return false;
  if (operator === 'begins_with') return textOf(actual).startsWith(textOf(first));
  const order = compare(actual, first);
  switch (operator) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case 'BETWEEN':
      return order >= 0 && compare(actual, second) <= 0;
  }
}

/** The item after an UpdateExpression of the forms `SET a = :x, b = :y` and `REMOVE c, d`. @throws NotEmulated for others. */
export function updated(item: Item, expression: string, placeholders: Placeholders): Item {
  const after: Record<string, AttributeValue> = { ...item };
  const words = wordsOf(expression);
  let clause = '';
  let at = 0;
  while (at < words.length) {
    const word = words[at++] as string;
    if (['SET', 'REMOVE', 'ADD', 'DELETE'].includes(word.toUpperCase())) clause = word.toUpperCase();
    else if (word === ',') continue;
    else if (clause === 'SET' && words[at] === '=' && (words[at + 1] ?? '').startsWith(':') && [undefined, ',', 'REMOVE'].includes(words[at + 2]?.toUpperCase())) {
      after[nameOf(word, placeholders)] = valueOf(words[at + 1] as string, placeholders, expression);
      at += 2;
    } else if (clause === 'REMOVE') delete after[nameOf(word, placeholders)];
    else throw new NotEmulated(`UpdateExpression ${expression}`);
  }
  return after;
}

/** The item with only the attributes that a ProjectionExpression names. */
export function projected(item: Item, expression: string | undefined, placeholders: Placeholders): Item {
  if (expression === undefined) return item;
  const names = expression.split(',').map((word) => nameOf(word.trim(), placeholders));
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

/** @throws NotEmulated when a request has an expression that the engine does not read. */
export function refuseUnread(input: object, fields: readonly string[]): void {
  for (const field of fields) {
    if ((input as Readonly<Record<string, unknown>>)[field] !== undefined) throw new NotEmulated(`dynamodb ${field}`);
  }
}

function nameOf(word: string, { ExpressionAttributeNames }: Placeholders): string {
  return word.startsWith('#') ? (ExpressionAttributeNames?.[word] ?? word) : word;
}

function valueOf(word: string, { ExpressionAttributeValues }: Placeholders, expression: string): AttributeValue {
  const value = ExpressionAttributeValues?.[word];
  if (value === undefined) throw new NotEmulated(`expression ${expression}`);
  return value;
}

/** Names, operators, parentheses and commas, in order. */
function wordsOf(expression: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  const end = () => {
    if (word !== '') words.push(word);
    word = '';
  };
  for (const letter of expression) {
    if (letter === ' ' || letter === '\n' || letter === '\t') end();
    else if ('(),'.includes(letter)) {
      end();
      words.push(letter);
    } else if ('<>='.includes(letter) !== (word !== '' && '<>='.includes(word[0] as string))) {
      end();
      word = letter;
    } else word += letter;
  }
  end();
  return words;
}
