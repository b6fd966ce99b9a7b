import type { RefObject } from 'react';
import type { CalledHost } from '@/lib/live/hosts';
import type { LivePlan } from '@/lib/live/plan';

/** Says where requests will go and what they carry, and sends none until the learner agrees. */
export function Consent({
  plan,
  hosts,
  heading,
  onAgree,
  onBack,
}: {
  readonly plan: LivePlan;
  readonly hosts: readonly CalledHost[];
  readonly heading: RefObject<HTMLHeadingElement | null>;
  onAgree(): void;
  onBack(): void;
}) {
  const called = hosts.every((host) => host.aws) ? 'AWS' : hosts.some((host) => host.aws) ? 'AWS and another target' : (hosts[0]?.host ?? '');
  return (
    <section className="live-consent" aria-labelledby="live-consent">
      <h2 id="live-consent" ref={heading} tabIndex={-1}>
        This calls {called}
      </h2>
      <p>Your browser sends these requests itself, to these hosts and to no other.</p>
      <table className="live-hosts">
        <thead>
          <tr>
            <th scope="col">Host</th>
            <th scope="col">Is asked</th>
            <th scope="col">Gets to see</th>
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <tr key={host.service}>
              <th scope="row">
                <code>{host.url.replace(/^https:\/\//, '')}</code>
              </th>
              <td>
                {host.operations.map((operation) => (
                  <code key={operation}>{operation}</code>
                ))}
              </td>
              <td>{seenBy(host.service, plan)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="live-marks">
        <li>{plan.asker.kind === 'guest' ? 'A guest’s GetId makes a new identity in your pool, each time.' : 'The first GetId of a user makes an identity in your pool.'}</li>
        {plan.asker.kind === 'user' ? <li>A wrong password counts against the user, as in any app.</li> : null}
        <li>Whoever watches the account may see the calls in its logs, as those of an SDK in a browser.</li>
      </ul>
      <div className="live-buttons">
        <button className="btn btn-ink" type="button" onClick={onAgree}>
          Call {called}
        </button>
        <button className="btn" type="button" onClick={onBack}>
          Back to the form
        </button>
      </div>
    </section>
  );
}

function seenBy(service: CalledHost['service'], { asker, flow, reading }: LivePlan): string {
  switch (service) {
    case 'cognito-idp':
      return asker.kind === 'user' && asker.flow === 'USER_PASSWORD_AUTH' ? 'the user name and the password' : 'the user name, and a proof of the password or what else the pool asks';
    case 'cognito-identity':
      return asker.kind === 'guest' ? 'the pool’s ID' : 'the pool’s ID and the ID token';
    case 'sts':
      return flow.kind === 'classic' ? 'the role, the OpenID token, and a signature by the new credentials' : 'a signature by the new credentials';
    case 's3':
      return `a signature by the new credentials, and ${reading?.operation === 's3:GetObject' ? 'the key' : 'the prefix'}`;
  }
}
