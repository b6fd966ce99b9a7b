import { useEffect, useRef } from 'react';
import type { AccountToRead } from '@/app/api/audit/account/route';

/** A call that an audit makes, and what it learns from it. */
export interface CallToMake {
  readonly operation: string;
  readonly why: string;
}

interface Props {
  readonly found: AccountToRead;
  /** Ids, as the user wrote them. */
  readonly pools: string;
  readonly calls: readonly CallToMake[];
  readonly busy: boolean;
  readonly onRead: () => void;
  readonly onCancel: () => void;
}

/** What would be read, with which calls: nothing is until the user says so. */
export function ConfirmRead({ found: { account, arn, region, profile }, pools, calls, busy, onRead, onCancel }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const rows = [
    ['Account', account],
    ['Signed in as', arn],
    ['Profile', profile ?? 'default credentials'],
    ['Region', region],
    ['Identity pools', pools.trim() === '' ? 'all of the region' : pools],
  ] as const;
  return (
    <div className="confirm-read">
      <h3 ref={heading} tabIndex={-1}>
        Read account {account}?
      </h3>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>Only sts:GetCallerIdentity was asked so far. Reading makes these {calls.length} calls, each as often as there is something to ask about, and no other:</p>
      <div className="calls" tabIndex={0} role="group" aria-label="The calls, scrollable">
        <ul>
          {calls.map(({ operation, why }) => (
            <li key={operation}>
              <code>{operation}</code> {why}
            </li>
          ))}
        </ul>
      </div>
      <div className="confirm-buttons">
        <button className="btn btn-ink" type="button" disabled={busy} onClick={onRead}>
          Read
        </button>
        <button className="btn" type="button" disabled={busy} onClick={onCancel}>
          Cancel
        </button>
      </div>
    </div>
  );
}
