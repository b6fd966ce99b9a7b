import { TruthLabel, type TruthKind } from '@/app/_components/truth-label';
import { VerdictMark } from '@/app/_components/verdict-mark';

const labels: readonly (readonly [TruthKind, string, string])[] = [
  ['live', 'Live', 'Read from your account, just now.'],
  ['recorded', 'Recorded', 'The service’s own words, with their source.'],
  ['simulated', 'Simulated', 'Computed by our model of the service.'],
  ['inferred', 'Inferred', 'AWS does it out of sight. Here is why we think so.'],
];

/** What can be believed here, and why. `token` is the payload of a real token of the demo run. */
export function Truths({ token }: { readonly token: string }) {
  return (
    <section className="sec" aria-labelledby="truth">
      <h2 className="h-sec" id="truth">
        Nothing here is made up without saying so
      </h2>
      <div className="truths">
        <div>
          <h3>Every payload says where it came from</h3>
          <ul className="labels">
            {labels.map(([kind, name, says]) => (
              <li key={kind}>
                <TruthLabel kind={kind}>{name}</TruthLabel>
                <span>{says}</span>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h3>Signatures are really checked</h3>
          <p>Demo tokens are signed with a real RS256 key, and verified in your browser. Change one byte and the check fails, because it is one.</p>
          <div className="sample">
            <code>
              {token.slice(0, 16)}
              <b className="flip1">X</b>
              {token.slice(17, 26)}…
            </code>
            <span className="bad">
              <VerdictMark kind="no" /> Signature does not match
            </span>
          </div>
        </div>
        <div>
          <h3>Every finding is proved</h3>
          <p>The auditor does not guess from keywords. It replays the attack against your configuration, and replays it again after the fix.</p>
          <div className="sample">
            <span className="bad">
              <VerdictMark kind="no" /> Before: a guest reads <code>notes-photos</code>
            </span>
            <span className="good">
              <VerdictMark kind="ok" /> After: STS refuses, <code>amr</code> does not match
            </span>
          </div>
        </div>
      </div>
    </section>
  );
}
