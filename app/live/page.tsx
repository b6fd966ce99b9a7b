import type { Metadata } from 'next';
import { notes } from '@/lib/world/accounts/notes';
import { identityVariable } from '@/lib/live/plan';
import { Foot } from '../_components/foot';
import { TopBar } from '../_components/top-bar';
import '../_styles/stage.css';
import '../_styles/inspector.css';
import '../_styles/live.css';
import { Desk } from './_components/desk';
import type { Example } from './_components/example';

export const metadata: Metadata = {
  title: 'Your own pools, live',
  description: 'Walk the path from sign-in to AWS request against your own Cognito pools, from your browser straight to AWS.',
};

/** The notes app in the emulator of this computer, for those who want to see it first. */
const example: Example = {
  identityPoolId: notes.identityPool,
  userPoolId: notes.userPool,
  clientId: notes.client,
  username: notes.ana,
  password: notes.anaPassword,
  bucket: notes.bucket,
  path: `users/${identityVariable}/`,
};

const byHand = `aws cognito-identity get-id \\
  --identity-pool-id "$IDENTITY_POOL_ID"
aws cognito-identity \\
  get-credentials-for-identity \\
  --identity-id "$IDENTITY_ID"
# with these credentials exported:
aws sts get-caller-identity`;

export default function Page() {
  return (
    <>
      <TopBar crumbs={{ href: '/learn', name: 'Learn', here: 'Your own pools, live', short: 'Live' }} />
      <main id="main" className="live">
        <h1>Walk the path on your own pools</h1>
        <p className="lead">The same stage, the real thing: your browser signs in, asks for an identity and for credentials, and shows each request and each answer. Nothing is sent before you have read where it goes.</p>
        <p className="live-scriptless">The calls leave from your browser, so this page cannot make them without JavaScript. What it would do, and how to do it by hand, stands below.</p>
        <Desk example={example} />
        <section className="live-facts" aria-label="What this page does">
          <div>
            <h2>What is called</h2>
            <ul>
              <li>
                <code>cognito-idp.&lt;region&gt;.amazonaws.com</code> to sign in, unless you come as a guest or with an ID token
              </li>
              <li>
                <code>cognito-identity.&lt;region&gt;.amazonaws.com</code> for an identity and its credentials
              </li>
              <li>
                <code>sts.&lt;region&gt;.amazonaws.com</code> to ask who you are now, and for a role in the basic (classic) flow
              </li>
              <li>
                <code>&lt;bucket&gt;.s3.&lt;region&gt;.amazonaws.com</code> if you want to read something
              </li>
            </ul>
          </div>
          <div>
            <h2>What it never asks for</h2>
            <p>No client secret and no long-lived access key: an app in a browser can keep neither. Use an app client without a secret.</p>
            <h2>What is kept</h2>
            <p>Tokens and credentials are in this page’s memory, masked, and go when you leave it or wipe it. They are in no address, no storage and no log of ours. Credentials that AWS has given out stay good until they expire: nobody can call them back.</p>
          </div>
          <div>
            <h2>Without this page</h2>
            <p>The AWS CLI makes the same calls. For a guest:</p>
            <pre className="code" tabIndex={0}>
              {byHand}
            </pre>
          </div>
        </section>
      </main>
      <Foot promise="This page calls what you agree to, and nothing else." />
    </>
  );
}
