import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decide, explain } from './authorize';
import { questionOf, type Case } from './cases';

const folder = join(import.meta.dirname, 'cases');

describe.each(readdirSync(folder).filter((file) => file.endsWith('.json')))('%s', (file) => {
  const cases = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case[];
  it.each(cases.map((each) => [`${each.id ?? ''} ${each.title ?? ''}`, each] as const))('%s', (_, each) => {
    const { request, policies } = questionOf(each);
    const explanation = explain(request, policies);
    expect(explanation.answer, explanation.layers.map(({ why }) => why).join('\n')).toBe(each.expected);
    expect(decide(request, policies)).toEqual({ answer: explanation.answer, decidedBy: explanation.decidedBy });
    const lit = explanation.layers.flatMap(({ statements }) => statements).filter(({ decides }) => decides);
    expect(lit).toHaveLength(explanation.decidedBy?.statement === undefined ? 0 : 1);
  });
});
