import Link from 'next/link';

/** The buoy on its line: one half is who you are, the other what you may do. */
export function Brand() {
  return (
    <Link className="brand" href="/" prefetch={false}>
      <svg viewBox="0 0 20 22" fill="none" aria-hidden="true">
        <path className="brand-line" d="M10 0v4.5M10 17.5V22" />
        <path className="brand-who" d="M10 5.6a5.4 5.4 0 0 0 0 10.8" />
        <path className="brand-may" d="M10 5.6a5.4 5.4 0 0 1 0 10.8" />
      </svg>
      <span>Lifeguard</span>
    </Link>
  );
}
