'use client';

import type { FixedAccountView } from '@/lib/report/fixed-account';
import { ApplyFixes } from './apply-fixes';

/** All fixes of a report that a page of its own shows: the demo's are made in the browser, a live account's where it is kept. */
export function PageFixes({ run, fixable }: { readonly run: string; readonly fixable: number }) {
  return <ApplyFixes fixable={fixable} work={() => (run === 'demo' ? inBrowser() : onServer(run))} />;
}

async function inBrowser(): Promise<FixedAccountView> {
  const { demoFixed } = await import('../demo-fixed');
  return demoFixed();
}

async function onServer(run: string): Promise<FixedAccountView> {
  const answer = await fetch(`/api/audit/${run}/fixes`, { method: 'POST' });
  const body = (await answer.json()) as FixedAccountView | { readonly says: string };
  if ('says' in body) throw new Error(body.says);
  return body;
}
