import type { Metadata } from 'next';
import '@/app/_styles/stage.css';
import '@/app/_styles/inspector.css';
import '@/app/_styles/report.css';
import '@/app/_styles/audit.css';
import { policy } from '@/lib/snapshot/policy';
import { reads } from '@/lib/snapshot/reads';
import { Desk } from './_components/desk';

export const metadata: Metadata = {
  title: 'Audit',
  description: 'Point Lifeguard at an identity pool and learn, read-only, who gets which credentials and what they open.',
};

export default function Page() {
  return (
      <Desk calls={reads.map(({ operation, why }) => ({ operation, why }))}>
        <section className="desk-facts" aria-label="What an audit does">
          <div>
            <h2>It only reads</h2>
            <p>These are all the calls it makes. Print the same policy with</p>
            <p>
              <code>npx lifeguard policy</code>
            </p>
            <details className="more">
              <summary>The least-privilege policy</summary>
              <pre className="code" tabIndex={0}>
                {JSON.stringify(policy(), null, 2)}
              </pre>
            </details>
          </div>
          <div>
            <h2>It proves what it says</h2>
            <p>Each finding is an attack replayed in our own emulator, on a copy of your configuration. Nothing of it is sent to your account. Each fix is proved by replaying the attack, and your users, once more.</p>
          </div>
          <div>
            <h2>It says what it could not see</h2>
            <p>What AWS would not let us read is listed, and the questions that hang on it are not assessed. Silence never counts as a pass.</p>
          </div>
        </section>
      </Desk>
  );
}
