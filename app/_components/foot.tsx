import Link from 'next/link';

/** The last lines of every page but the player. */
export function Foot() {
  return (
    <footer className="foot">
      <p>Lifeguard teaches and audits Amazon Cognito identity pools. It is not an AWS product.</p>
      <p>
        It reads. It never writes to your account. <Link href="/emulator" prefetch={false}>The emulator</Link>
      </p>
    </footer>
  );
}
