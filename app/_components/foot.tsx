import Link from 'next/link';

/** The last lines of every page but the player. `promise` is what the page does to an account. */
export function Foot({ promise = 'It reads. It never writes to your account.' }: { readonly promise?: string }) {
  return (
    <footer className="foot">
      <p>Lifeguard teaches and audits Amazon Cognito identity pools. It is not an AWS product.</p>
      <p>
        {promise} <Link href="/emulator" prefetch={false}>The emulator</Link>
      </p>
    </footer>
  );
}
