import { useEffect, useState } from 'react';
import { Icon } from '@/app/_components/icon';
import type { Trace } from '@/lib/engine/trace';
import { chipNames } from '@/lib/stage/chip';
import { countdown, countdownInWords } from '@/lib/stage/wallets';
import { dots } from '@/lib/live/exchange';
import { credentialsIn, heldIn } from './held';

/** What this page holds now, how long it is good, and the credentials, masked. */
export function Holds({ trace }: { readonly trace: Trace }) {
  const now = useNow();
  const [whole, setWhole] = useState(false);
  const chips = heldIn(trace);
  const credentials = credentialsIn(trace);
  return (
    <section className="live-holds" aria-labelledby="live-holds">
      <h3 id="live-holds">In this page’s memory</h3>
      {chips.length === 0 ? <p>Nothing yet.</p> : null}
      <ul>
        {chips.map(({ kind, expiresAt, text }) => {
          const left = expiresAt === undefined ? undefined : expiresAt - now;
          return (
            <li key={kind}>
              <span className={`chip chip-${kind}${left !== undefined && left <= 0 ? ' chip-expired' : ''}`}>
                <Icon name={kind} />
                {chipNames[kind].full}
                {left === undefined ? null : (
                  <span className="t">
                    <span aria-hidden="true">{countdown(left)}</span>
                    <span className="sr">{countdownInWords(left)}</span>
                  </span>
                )}
              </span>
              {(kind === 'identity' || kind === 'guest') && text !== undefined ? <code>{text}</code> : null}
            </li>
          );
        })}
      </ul>
      {credentials === undefined ? null : (
        <>
          <dl className="live-keys">
            {Object.entries(credentials)
              .filter(([, value]) => typeof value === 'string')
              .map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{whole || name === 'AccessKeyId' || name === 'Expiration' ? String(value) : dots}</dd>
                </div>
              ))}
          </dl>
          <p className="order">
            <button className="linklike" type="button" aria-pressed={whole} onClick={() => setWhole(!whole)}>
              {whole ? 'Hide the credentials' : 'Show the credentials'}
            </button>
          </p>
        </>
      )}
    </section>
  );
}

/** Epoch seconds, by this computer’s clock. */
function useNow(): number {
  const [now, setNow] = useState(() => Math.floor(Date.now() / 1000));
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
