import Link from 'next/link';
import { RichText } from '@/app/_components/rich-text';
import { SeverityLabel } from '@/app/audit/_components/severity-label';
import type { RoomFinding } from '@/app/rooms/findings';

/** What the auditor says of the account as one came in. It keeps silent until the first try. */
export function Auditor({ open, findings, unseen }: { readonly open: boolean; readonly findings: readonly RoomFinding[]; readonly unseen: string | undefined }) {
  return (
    <section className="room-auditor" aria-labelledby="auditor">
      <h2 id="auditor">What the auditor would have said</h2>
      {open ? (
        <>
          <ul>
            {findings.map(({ code, name, severity, message }) => (
              <li key={code}>
                <p>
                  <SeverityLabel severity={severity} />{' '}
                  <Link className="mono" href={`/checks/${name}`} prefetch={false}>
                    {code} {name}
                  </Link>
                </p>
                <p>{message}</p>
              </li>
            ))}
          </ul>
          {unseen === undefined ? null : (
            <p>
              <RichText text={unseen} />
            </p>
          )}
        </>
      ) : (
        <p>It is shown after your first try.</p>
      )}
    </section>
  );
}
