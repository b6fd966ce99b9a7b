import { fits, principalGrant, type CompiledStatement, type Pattern } from './compile';
import { OPEN, valueOf, type Asked } from './context';
import type { ElementExplanation, Resolved } from './decision';
import type { Situation } from './situation';
import { grantOf, NOBODY, TO_ACCOUNT, TO_CALLER, TO_ROLE, type PrincipalPattern } from './principal';
import { NO, not, UNKNOWN, wordOf, YES, type Truth } from './tri';
import { read, spelled } from './variables';

export function describeAction({ statement, actions }: CompiledStatement, asked: Asked): ElementExplanation {
  const { action } = asked.request;
  const element = statement.notAction ? 'NotAction' : 'Action';
  const entries = resolvedAll(actions, asked);
  if (actions.length === 0) return { element, matched: 'no', by: undefined, entries, why: `The statement lists no action, so it covers none.` };
  const at = actions.findIndex((each) => each.test?.(asked.action));
  const listed = at >= 0;
  const by = listed ? entries[at] : undefined;
  const why = by ? coveredBy(by, action, statement.notAction) : notCovered(entries, action, 'actions', statement.notAction);
  return { element, matched: listed !== statement.notAction ? 'yes' : 'no', by, entries, why };
}

function coveredBy({ written, here }: Resolved, what: string, negated: boolean): string {
  const reads = here === undefined || here === written ? '' : ` reads “${here}” here, and`;
  return `“${written}”${reads} covers ${what}${negated ? ', so the statement leaves it out' : ''}.`;
}

function notCovered(entries: readonly Resolved[], what: string, noun: string, negated: boolean): string {
  const so = negated ? ', so the statement takes it in' : '';
  const only = entries.length === 1 ? (entries[0] as Resolved) : undefined;
  if (!only) return `None of the ${entries.length} ${noun} listed covers ${what}${so}.`;
  const reads = only.here === undefined || only.here === only.written ? '' : ` reads “${only.here}” here, and`;
  return `“${only.written}”${reads} does not cover ${what}${so}.`;
}

export function describeResource({ statement, resources }: CompiledStatement, asked: Asked, attached: boolean): ElementExplanation {
  const element = statement.notResource ? 'NotResource' : 'Resource';
  const entries = resolvedAll(resources, asked);
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
  return { element, matched, by, entries, why: whyResource(resources, entries, listed, by, asked, statement.notResource) };
}

function whyResource(
  patterns: readonly Pattern[], entries: readonly Resolved[], listed: Truth, by: Resolved | undefined, asked: Asked, negated: boolean,
): string {
  if (by) return coveredBy(by, asked.resource, negated);
  if (listed === UNKNOWN) {
    const open = patterns.find((each) => typeof each.source !== 'string' && read(each.source, asked) === OPEN);
    return `${variableIn(open, asked)} is not known, so it is open whether this covers ${asked.resource}.`;
  }
  const empty = entries.length === 1 && entries[0]?.here === undefined ? patterns[0] : undefined;
  if (!empty) return notCovered(entries, asked.resource, 'resources', negated);
  const so = negated ? ', and the statement takes every resource in' : '';
  return `${variableIn(empty, asked)} has no value in this session, so this resource matches nothing${so}.`;
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

export function describePrincipal(compiled: CompiledStatement, { asked, caller, bounded }: Situation): ElementExplanation {
  const { statement, principals } = compiled;
  const element = statement.notPrincipal ? 'NotPrincipal' : 'Principal';
  const entries = principals.map(({ entry }) => ({ written: entry.value, here: entry.value, span: entry.span }));
  const grant = principalGrant(compiled, caller, asked, bounded);
  const matched = grant === NOBODY ? 'no' : 'yes';
  const who = caller.kind === 'anonymous' ? 'an anonymous caller' : caller.name;
  if (principals.length === 0) return { element, matched, by: undefined, entries, why: 'The statement names no principal, so it applies to nobody.' };
  if (statement.notPrincipal) return { element, matched, by: undefined, entries, why: whyNotPrincipal(grant !== NOBODY, bounded, who) };
  const userId = valueOf(asked, USER_ID);
  const id = typeof userId === 'string' ? userId : undefined;
  const at = principals.findIndex((each) => grantOf(each, caller, id) === grant);
  const by = grant === NOBODY ? undefined : entries[at];
  const why = by ? whyPrincipal(principals[at] as PrincipalPattern, grant, who) : whyNobody(entries, who);
  return { element, matched, by, entries, why };
}

const USER_ID = { name: 'aws:userid', lower: 'aws:userid' };

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
