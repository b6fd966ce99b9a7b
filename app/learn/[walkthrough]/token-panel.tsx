import { useEffect, useState } from 'react';
import { Icon } from '@/app/_components/icon';
import { RichText } from '@/app/_components/rich-text';
import { TruthLabel } from '@/app/_components/truth-label';
import { VerdictMark } from '@/app/_components/verdict-mark';
import { meaningOf, type TokenKind } from '@/content/claims';
import { decodeToken } from '@/lib/engine/token';
import { chipNames, type Chip } from '@/lib/stage/chip';
import { countdown } from '@/lib/stage/wallets';
import type { PublicJwk } from '@/lib/wire/jwt';
import { tokensUpTo } from './tokens';
import type { Player } from './use-player';
import { isSignatureGood, withOneByteChanged } from './verify';

/** The tokens that exist by now: as sent, taken apart, and each claim explained. */
export function TokenPanel({ player }: { readonly player: Player }) {
  const { run, index, beat } = player;
  const tokens = tokensUpTo(run.scene, index);
  const [wanted, setWanted] = useState<Chip['kind']>();
  const carried = beat.ghost ? undefined : beat.carries.find((chip) => chip.token !== undefined)?.kind;
  // A new step shows the token that it carries; a choice holds for as long as the step does.
  useEffect(() => setWanted(undefined), [beat.key]);
  const shown = tokens.find((chip) => chip.kind === (wanted ?? carried)) ?? tokens[0];
  if (shown === undefined) {
    const first = run.scene.beats.findIndex((one) => one.carries.some((chip) => chip.token !== undefined));
    return (
      <p className="ahead">
        <b>Nobody holds a token yet.</b> {first < 0 ? 'This run has none.' : `The first ones travel at step ${first + 1}.`}
      </p>
    );
  }
  return (
    <>
      <div className="tokhead">
        <div className="seg seg-s" role="group" aria-label="Token">
          {tokens.map((chip) => (
            <button
              key={chip.kind}
              type="button"
              className={`chip chip-${chip.kind}${chip === shown ? ' chip-solid' : ''}`}
              aria-pressed={chip === shown}
              onClick={() => setWanted(chip.kind)}
            >
              <Icon name={chip.kind} />
              {chipNames[chip.kind].short}
            </button>
          ))}
        </div>
      </div>
      {shown.kind === 'refresh' ? <Sealed chip={shown} /> : <Jwt key={shown.token} chip={shown} player={player} />}
    </>
  );
}

/** The refresh token: there is nothing in it for anyone but the user pool. */
function Sealed({ chip }: { readonly chip: Chip }) {
  return (
    <>
      <div className="jwt mono" tabIndex={0} role="group" aria-label="The refresh token as sent">
        {chip.token}
      </div>
      <div className="teach prose after">
        <p>A refresh token is encrypted, not only signed. The app keeps it and hands it back; only the user pool can open it.</p>
        <p>How long it is good does not stand in it where you could read it: the app client says so.</p>
      </div>
      <p className="order">
        <TruthLabel kind="simulated">Simulated token</TruthLabel>
      </p>
    </>
  );
}

function Jwt({ chip, player }: { readonly chip: Chip; readonly player: Player }) {
  const { run, beat, detail, setTab } = player;
  const [changed, setChanged] = useState(false);
  const original = run.signed[chip.token ?? ''] ?? chip.token ?? '';
  const token = changed ? withOneByteChanged(original) : original;
  const good = useVerified(token, run.keys);
  const decoded = decodeToken(original);
  const header = decoded?.header ?? {};
  const claims = decoded?.claims ?? {};
  const [h = '', p = '', s = ''] = token.split('.');
  const checked = checkedClaims(player, chip);
  const kind = chip.kind as TokenKind;
  return (
    <>
      <div className="jwt mono" tabIndex={0} role="group" aria-label={`The ${chipNames[chip.kind].full} as sent`}>
        <span className="jwt-h">{h}</span>.<span className={`jwt-p of-${chip.kind}`}>{p}</span>.<span className="jwt-s">{s}</span>
      </div>
      <div className="jkey">
        <span>
          <i className="sw-h" />
          header
        </span>
        <span>
          <i className={`sw-p of-${chip.kind}`} />
          payload
        </span>
        <span>
          <i className="sw-s" />
          signature, {String(header.alg)}
        </span>
      </div>
      <div className="verify" role="status">
        {good === undefined ? (
          <span className="verified verified-wait">
            <VerdictMark kind="wait" /> Checking the signature
          </span>
        ) : good ? (
          <span className="verified">
            <VerdictMark kind="ok" /> Signature verified here
          </span>
        ) : (
          <span className="verified verified-no">
            <VerdictMark kind="no" /> Signature does not match
          </span>
        )}
        <button className="btn btn-quiet needs-js" type="button" onClick={() => setChanged(!changed)}>
          {changed ? 'Change it back' : 'Change one byte'}
        </button>
      </div>
      <dl className="claims" aria-label={`Claims of the ${chipNames[chip.kind].full}`}>
        {inOrder(claims, checked).map(([name, value]) => {
          const verdict = checked.get(name);
          const classes = [verdict === undefined ? '' : 'chk', verdict === false ? 'fail' : '', detail === name ? 'pointed' : ''];
          return (
            <div key={name} className={classes.join(' ').trim()} data-detail={name}>
              <dt>
                <button type="button" className="claim" onClick={() => setTab('token', name)} title="Link to this claim">
                  {name}
                </button>
              </dt>
              <dd className="v">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
              <dd className="a">
                {typeof value === 'number' && name === 'exp' ? `${expiry(value - beat.at)} ` : ''}
                <RichText text={meaningOf(name, kind) ?? 'A claim of the app’s own.'} />
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="order">
        <TruthLabel kind="simulated">Simulated token</TruthLabel> with a real {String(header.alg)} signature by the key <code>{String(header.kid)}</code>, checked by this browser. A ring marks what
        this step looks at.
      </p>
    </>
  );
}

/** What this step looks at comes first. */
function inOrder(claims: Readonly<Record<string, unknown>>, checked: ReadonlyMap<string, boolean>): readonly (readonly [string, unknown])[] {
  const all = Object.entries(claims);
  return [...all.filter(([name]) => checked.has(name)), ...all.filter(([name]) => !checked.has(name))];
}

function expiry(seconds: number): string {
  return seconds > 0 ? `In ${countdown(seconds)}.` : `It was over ${countdown(-seconds)} ago.`;
}

/** Whether the signature is good; undefined while the browser computes. */
function useVerified(token: string, keys: readonly PublicJwk[]): boolean | undefined {
  const [state, setState] = useState<{ readonly token: string; readonly good: boolean }>();
  useEffect(() => {
    let current = true;
    void isSignatureGood(token, keys).then((good) => {
      if (current) setState({ token, good });
    });
    return () => {
      current = false;
    };
  }, [keys, token]);
  return state?.token === token ? state.good : undefined;
}

const claimOfRule: Readonly<Record<string, readonly string[]>> = { issuer: ['iss'], audience: ['aud'], provider: ['iss', 'aud'], expiry: ['exp'] };

/** The claims of this token that the step looks at, and whether they pass. */
function checkedClaims({ run, beat }: Player, chip: Chip): ReadonlyMap<string, boolean> {
  const checked = new Map<string, boolean>();
  const step = run.scene.steps[beat.step];
  if (beat.kind !== 'request' || beat.ghost || step === undefined || !beat.carries.some((one) => one.token === chip.token)) return checked;
  for (const { rule, holds } of step.reasons) for (const claim of claimOfRule[rule] ?? []) checked.set(claim, holds && checked.get(claim) !== false);
  for (const decision of step.decisions) {
    for (const condition of decision.layers.flatMap((layer) => layer.statements.flatMap((statement) => statement.conditions))) {
      if (condition.key.startsWith('cognito-identity.')) checked.set(condition.key.slice(condition.key.lastIndexOf(':') + 1), condition.matched === 'yes');
    }
  }
  return checked;
}
