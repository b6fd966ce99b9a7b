'use client';

import { lazy, Suspense, useCallback, useEffect, useRef, useState, type FormEvent } from 'react';
import { services, type LiveService } from '@/lib/live/endpoint';
import { holdsLongLivedKey, longLivedKeyRefused } from '@/lib/live/long-lived-key';
import { readPlan, type LiveFields, type LivePlan, type Problems } from '@/lib/live/plan';
import type { Example } from './example';
import { useDocumentOfItsOwn } from './leaving';
import { PlanForm, type Chosen } from './plan-form';

/** The stage, the clients and the error catalogue come when somebody wants to see where a plan leads. */
const Run = lazy(async () => ({ default: (await import('./run')).Run }));

const firstChoice: Chosen = { asker: 'guest', signInFlow: 'USER_SRP_AUTH', flow: 'enhanced', reading: '' };

/** The form, and what comes of it. */
export function Desk({ example }: { readonly example: Example }) {
  const form = useRef<HTMLFormElement>(null);
  const [ready, setReady] = useState(false);
  const [chosen, setChosen] = useState(firstChoice);
  const [problems, setProblems] = useState<Problems>({});
  const [refused, setRefused] = useState(false);
  const [plan, setPlan] = useState<LivePlan>();
  const [round, setRound] = useState(0);

  /** What was typed in secret is taken out of the form, and handed over once. */
  const takeSecrets = useCallback(() => {
    const taken = new Map<string, string>();
    for (const [field, name] of [['password', 'PASSWORD'], ['idToken', 'ID_TOKEN']] as const) {
      const input = form.current?.elements.namedItem(field);
      if (!(input instanceof HTMLInputElement) && !(input instanceof HTMLTextAreaElement)) continue;
      if (input.value !== '') taken.set(name, field === 'idToken' ? input.value.trim() : input.value);
      input.value = '';
    }
    return taken;
  }, []);
  const leave = useCallback(() => void takeSecrets(), [takeSecrets]);
  useDocumentOfItsOwn(leave);
  // Before scripts run, a form would send itself, and a password with it, to this site.
  useEffect(() => setReady(true), []);

  const review = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = readPlan(fieldsIn(event.currentTarget, chosen));
    setProblems('problems' in read ? read.problems : {});
    if ('plan' in read) setPlan(read.plan);
    else form.current?.querySelector<HTMLElement>(`[name="${Object.keys(read.problems)[0]}"]`)?.focus();
  };

  const fillIn = (): void => {
    const here = `${location.origin}/aws`;
    setChosen({ ...chosen, asker: chosen.asker === 'token' ? 'user' : chosen.asker, ...(chosen.asker === 'guest' ? {} : { reading: 's3:ListObjectsV2' }) });
    // The fields of the other choices appear with the next picture.
    requestAnimationFrame(() => {
      for (const [name, value] of Object.entries({ ...example, ...Object.fromEntries(services.map((service) => [service, here])) })) {
        const input = form.current?.elements.namedItem(name);
        if (input instanceof HTMLInputElement) input.value = value;
      }
    });
  };

  /** A long-lived key is taken out of whichever field it was put into. */
  const keepOut = (event: FormEvent<HTMLFormElement>): void => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
    const found = holdsLongLivedKey(target.value);
    if (found) target.value = '';
    setRefused(found);
  };

  return (
    <>
      <form ref={form} className="live-form needs-js" method="post" autoComplete="off" hidden={plan !== undefined} onSubmit={review} onInput={keepOut}>
        <fieldset className="live-whole" disabled={!ready}>
          <PlanForm chosen={chosen} problems={problems} onChoose={setChosen} />
          <div role="alert">{refused ? <p className="live-refused">{longLivedKeyRefused}</p> : null}</div>
          <div className="live-buttons">
            <button className="btn btn-ink" type="submit">
              See what will be called
            </button>
            <button className="btn" type="button" onClick={fillIn}>
              Fill in this computer’s emulator
            </button>
            <small>Nothing is sent yet. The emulator’s notes app answers without an AWS account.</small>
          </div>
        </fieldset>
      </form>
      {plan === undefined ? null : (
        <Suspense fallback={<p role="status">Setting the stage</p>}>
          <Run
            key={round}
            plan={plan}
            takeSecrets={takeSecrets}
            onChange={() => {
              setPlan(undefined);
              setRound(round + 1);
              requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('input:checked')?.focus());
            }}
          />
        </Suspense>
      )}
    </>
  );
}

function fieldsIn(form: HTMLFormElement, chosen: Chosen): LiveFields {
  const data = new FormData(form);
  const text = (name: string): string => String(data.get(name) ?? '').trim();
  return {
    ...chosen,
    identityPoolId: text('identityPoolId'),
    userPoolId: text('userPoolId'),
    clientId: text('clientId'),
    username: text('username'),
    password: data.get('password') !== null && data.get('password') !== '',
    idToken: text('idToken'),
    roleArn: text('roleArn'),
    bucket: text('bucket'),
    path: text('path'),
    bucketRegion: text('bucketRegion'),
    endpoints: Object.fromEntries(services.map((service) => [service, text(service)])) as Record<LiveService, string>,
  };
}
