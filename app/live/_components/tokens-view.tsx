import { useState } from 'react';
import { Icon } from '@/app/_components/icon';
import { RichText } from '@/app/_components/rich-text';
import { meaningOf, type TokenKind } from '@/content/claims';
import { decodeToken } from '@/lib/engine/token';
import type { Trace } from '@/lib/engine/trace';
import { dots } from '@/lib/live/exchange';
import { chipNames, type Chip } from '@/lib/stage/chip';
import { heldIn } from './held';

/** Each token that came back, taken apart. Without its signature, which is hidden, none of it opens anything. */
export function TokensView({ trace }: { readonly trace: Trace }) {
  const tokens = heldIn(trace).filter((chip) => chip.token !== undefined);
  const [wanted, setWanted] = useState<Chip['kind']>();
  const shown = tokens.find((chip) => chip.kind === wanted) ?? tokens[0];
  if (shown === undefined) return null;
  return (
    <section className="live-tokens" aria-labelledby="live-tokens">
      <h3 id="live-tokens">Tokens, decoded</h3>
      <div className="tokhead">
        <div className="seg seg-s" role="group" aria-label="Token">
          {tokens.map((chip) => (
            <button key={chip.kind} type="button" className={`chip chip-${chip.kind}${chip === shown ? ' chip-solid' : ''}`} aria-pressed={chip === shown} onClick={() => setWanted(chip.kind)}>
              <Icon name={chip.kind} />
              {chipNames[chip.kind].short}
            </button>
          ))}
        </div>
      </div>
      <Token key={shown.token} chip={shown} />
    </section>
  );
}

function Token({ chip }: { readonly chip: Chip }) {
  const [whole, setWhole] = useState(false);
  const token = chip.token ?? '';
  const decoded = decodeToken(token);
  const [header = '', payload = '', signature = ''] = token.split('.');
  const name = chipNames[chip.kind].full;
  return (
    <div className="live-token">
      <div>
        <div className="jwt mono" tabIndex={0} role="group" aria-label={`The ${name} as sent`}>
          {decoded === undefined ? (
            whole ? token : dots
          ) : (
            <>
              <span className="jwt-h">{header}</span>.<span className={`jwt-p of-${chip.kind}`}>{payload}</span>.<span className="jwt-s">{whole ? signature : dots}</span>
            </>
          )}
        </div>
        <p className="order">
          <button className="linklike" type="button" aria-pressed={whole} onClick={() => setWhole(!whole)}>
            {whole ? 'Hide what makes it good' : decoded === undefined ? 'Show the token' : 'Show the signature'}
          </button>
        </p>
      </div>
      {decoded === undefined ? (
        <p className="teach prose">It is encrypted: only the user pool can read it.</p>
      ) : (
        <dl className="claims" aria-label={`Claims of the ${name}`}>
          {Object.entries(decoded.claims).map(([claim, value]) => (
            <div key={claim}>
              <dt>{claim}</dt>
              <dd className="v">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              <dd className="a">
                <RichText text={meaningOf(claim, chip.kind as TokenKind) ?? 'A claim of the app’s own.'} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
