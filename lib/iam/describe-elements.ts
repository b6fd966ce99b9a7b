import { fits, principalGrant, userIdOf, type CompiledStatement, type Pattern } from './compile';
import { OPEN, valueOf, type Asked } from './context';
import type { ElementExplanation, Resolved } from './decision';
import type { Situation } from './situation';
import { grantOf, NOBODY, TO_ACCOUNT, TO_CALLER, TO_ROLE, type PrincipalPattern } from './principal';
import { NO, not, UNKNOWN, wordOf, YES, type Truth } from './tri';
import { read, spelled } from './variables';

export function describeAction({ statement, actions, resolvedActions: entries }: CompiledStatement, asked: Asked): ElementExplanation {
  const { notAction } = statement;
  const element = notAction ? 'NotAction' : 'Action';
  if (actions.length === 0) return { element, matched: 'no', by: undefined, entries, why: 'The statement lists no action, so it covers none.' };
  const at = actions.findIndex((each) => each.test?.(asked.action));
  const by = at < 0 ? undefined : (entries[at] as Resolved);
  const { action } = asked.request;
  const exact = by && actions[at]?.source === asked.action;
  const why = exact ? isAskedFor(by, 'action', notAction) : by ? covered(by, action, notAction) : notCovered(entries, action, 'action', notAction);
  return { element, matched: (by !== undefined) === notAction ? 'no' : 'yes', by, entries, why };
}

function isAskedFor({ written }: Resolved, noun: string, negated: boolean): string {
  return `“${written}” is the ${noun} asked for${negated ? ', so the statement leaves it out' : ''}.`;
}

function covered(by: Resolved, what: string, negated: boolean): string {
  return `${asRead(by)} covers ${what}${negated ? ', so the statement leaves it out' : ''}.`;
}

function notCovered(entries: readonly Resolved[], what: string, noun: string, negated: boolean): string {
  const so = negated ? ', so the statement takes it in' : '';
  const [only] = entries;
  if (!only || entries.length > 1) return `None of the ${entries.length} ${noun}s listed covers ${what}${so}.`;
  return `${asRead(only)} does not cover ${what}${so}.`;
}

/** A text of a policy, with what it reads in this request if that differs. */
function asRead({ written, here }: Resolved): string {
  return here === undefined || here === written ? `“${written}”` : `“${written}” reads “${here}” here, and`;
}

export function describeResource(compiled: CompiledStatement, asked: Asked, attached: boolean): ElementExplanation {
  const { statement, resources } = compiled;
  const element = statement.notResource ? 'NotResource' : 'Resource';
  const entries = compiled.resolvedResources ?? resolvedAll(resources, asked);
  if (resources.length === 0) {
    const why = attached ? 'The statement covers the resource that its policy is attached to.' : 'The statement names no resource, so it covers none.';
    return { element, matched: attached ? 'yes' : 'no', by: undefined, entries, why };
  }
  let listed: Truth = NO;
  let at = -1;
  for (let i = 0; i < resources.length && listed !== YES; i++) {
    const truth = fits(resources[i] as Pattern, asked.resource, asked);
    if (truth > listed) {
      listed = truth;
      at = i;
    }
  }
  const matched = wordOf(statement.notResource ? not(listed) : listed);
  const by = listed === YES ? entries[at] : undefined;
  const why = listed === UNKNOWN ? whyOpen(resources[at], asked) : by ? whyCovered(by, compiled, asked) : whyNotCovered(entries, compiled, asked);
  return { element, matched, by, entries, why };
}

function whyOpen(pattern: Pattern | undefined, asked: Asked): string {
  return `It is not known what ${variableIn(pattern, asked)} reads, so it is open whether this covers ${asked.resource}.`;
}

function whyCovered(by: Resolved, { statement }: CompiledStatement, asked: Asked): string {
  const { notResource } = statement;
  return by.written === asked.resource ? isAskedFor(by, 'resource', notResource) : covered(by, asked.resource, notResource);
}

function whyNotCovered(entries: readonly Resolved[], { statement, resources, withVariables }: CompiledStatement, asked: Asked): string {
  const sentence = notCovered(entries, asked.resource, 'resource', statement.notResource);
  const [only] = entries;
  if (only && entries.length === 1) {
    if (only.here === undefined) {
      const so = statement.notResource ? ', and the statement takes every resource in' : '';
      return `${variableIn(resources[0], asked)} has no value in this session, so this resource matches nothing${so}.`;
    }
    if (!withVariables && only.written.includes('${')) return `${plainText(only)} ${sentence}`;
  }
  return sentence;
}

/** For a policy in which `${…}` is no variable. */
export function plainText({ written }: Resolved): string {
  const start = written.indexOf('${');
  const end = written.indexOf('}', start);
  return `\`${written.slice(start, end < 0 ? undefined : end + 1)}\` is plain text here, for the policy’s Version is not 2012-10-17.`;
}

/** The variable for want of which a pattern cannot be read. */
export function variableIn(pattern: Pattern | undefined, asked: Asked): string {
  if (!pattern || typeof pattern.source === 'string') return 'A variable';
  const lacking = pattern.source.variables.find(({ key, fallback }) => {
    const value = valueOf(asked, key);
    return value === OPEN || (typeof value !== 'string' && fallback === undefined);
  });
  return lacking ? `\`\${${lacking.key.name}}\`` : 'A variable';
}

/** The patterns as they read in this request. */
export function resolvedAll(patterns: readonly Pattern[], asked: Asked): readonly Resolved[] {
  const entries: Resolved[] = [];
  for (const each of patterns) entries.push(resolved(each, asked));
  return entries;
}

function resolved({ source, resolved: plain }: Pattern, asked: Asked): Resolved {
  if (typeof source === 'string') return plain;
  const text = read(source, asked);
  return typeof text === 'string' ? { written: plain.written, here: spelled(text), span: plain.span } : plain;
}

export function describePrincipal(compiled: CompiledStatement, situation: Situation): ElementExplanation {
  const { caller, bounded } = situation;
  const { statement, principals, resolvedPrincipals: entries } = compiled;
  const element = statement.notPrincipal ? 'NotPrincipal' : 'Principal';
  const grant = principalGrant(compiled, caller, situation, bounded);
  const matched = grant === NOBODY ? 'no' : 'yes';
  const who = caller.kind === 'anonymous' ? 'an anonymous caller' : caller.name;
  if (principals.length === 0) return { element, matched, by: undefined, entries, why: 'The statement names no principal, so it applies to nobody.' };
  if (statement.notPrincipal) return { element, matched, by: undefined, entries, why: whyNotPrincipal(grant !== NOBODY, bounded, who) };
  const at = principals.findIndex((each) => grantOf(each, caller, userIdOf(situation)) === grant);
  const by = grant === NOBODY ? undefined : entries[at];
  const why = by ? whyPrincipal(principals[at] as PrincipalPattern, grant, who) : whyNobody(entries, who);
  return { element, matched, by, entries, why };
}

function whyPrincipal({ everyone, entry }: PrincipalPattern, grant: number, who: string): string {
  if (everyone) return '“*” is everyone.';
  if (grant === TO_ACCOUNT) return `“${entry.value}” stands for the account to which ${who} belongs.`;
  if (grant === TO_ROLE) return `${who} is a session of “${entry.value}”.`;
  return grant === TO_CALLER && entry.value === who ? `“${entry.value}” is the caller.` : `“${entry.value}” stands for ${who}.`;
}

function whyNobody(entries: readonly Resolved[], who: string): string {
  return entries.length === 1 ? `“${entries[0]?.written ?? ''}” is not ${who}.` : `None of the ${entries.length} principals listed is ${who}.`;
}

function whyNotPrincipal(applies: boolean, bounded: boolean, who: string): string {
  if (!applies) return `The list leaves ${who} out.`;
  if (bounded) return `${who} has a permissions boundary, and NotPrincipal leaves out nobody who has one.`;
  return `The list does not leave ${who} out; for that, its account, its role and its session would each have to be in it.`;
}
