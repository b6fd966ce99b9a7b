import { expect, test } from 'vitest';
import { coreCatalogue } from '../iam/catalogue/catalogue';
import { demoExpectations, demoWorld } from '../world/accounts/demo';
import { applyAllFixes, type FixedAccount } from './all-fixes';
import { audit, type AuditOptions } from './audit';

const options: AuditOptions = { catalogue: coreCatalogue, expectations: demoExpectations };
const found = audit(demoWorld, options);

function fixed(verdicts = found): { readonly rounds: readonly number[]; readonly account: FixedAccount } {
  const making = applyAllFixes(demoWorld, verdicts, options);
  const rounds: number[] = [];
  for (let next = making.next(); ; next = making.next()) {
    if (next.done === true) return { rounds, account: next.value };
    rounds.push(next.value);
  }
}

test('after all fixes of the demo account, what is left has none or would shut people out, and everybody who should still works', () => {
  expect(found.filter(({ verdict, fix }) => verdict === 'fail' && fix !== undefined).length).toBeGreaterThan(5);
  const { rounds, account } = fixed();
  const left = account.verdicts.filter(({ verdict, fix }) => verdict === 'fail' && fix !== undefined && fix.closes === undefined);
  expect(left.map(({ check, message }) => `${check.code} ${message}`)).toEqual([]);
  expect(new Set(account.remaining.map(({ why }) => why))).toEqual(new Set(['closes']));
  expect(account.intended.filter(({ works }) => !works)).toEqual([]);
  expect(account.intended.map(({ title }) => title)).toEqual(expect.arrayContaining(['A guest gets credentials', 'A signed-in user makes the request dynamodb:GetItem on what is their own']));
  expect(rounds.at(-1)).toBe(account.applied.length);
  // What is said of the account after is what an audit of it says.
  expect(audit(account.world, options).map(({ message }) => message)).toEqual(account.verdicts.map(({ message }) => message));
}, 120_000);

test('what changed is the whole way from the account as it was', () => {
  const { account } = fixed();
  expect(account.changes.map(({ resource }) => resource.type)).toContain('AWS::Cognito::IdentityPool');
  for (const { resource: { type, id }, before, after } of account.changes) {
    expect(before).toBe((demoWorld.resources[type] as Record<string, object>)?.[id]);
    expect(after).toBe((account.world.resources[type] as Record<string, object>)?.[id]);
  }
});

test('a fix that would stop what people are meant to do is not made', () => {
  const harmful = found.map((verdict) => (verdict.fix === undefined ? verdict : { ...verdict, fix: { ...verdict.fix, intended: verdict.fix.intended.map((use) => ({ ...use, works: false })) } }));
  const { account } = fixed(harmful.filter(({ fix }) => fix === undefined || fix.intended.length > 0));
  expect(account.applied).toEqual([]);
  expect(account.world).toBe(demoWorld);
  expect(account.remaining.map(({ why }) => why)).toContain('harms');
});
