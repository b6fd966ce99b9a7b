import type { ReactNode } from 'react';

/** Every icon, on a 16 px grid, drawn with the text's colour. */
const shapes = {
  id: (
    <>
      <rect x="1.75" y="3.25" width="12.5" height="9.5" rx="1.5" /><circle cx="5.4" cy="7" r="1.4" /><path d="M3.4 10.8c.3-1.2 1-1.8 2-1.8s1.7.6 2 1.8M9.5 6.5h2.7M9.5 9.2h2.7" />
    </>
  ),
  access: <path d="M1.75 5.2V4.5c0-.7.5-1.25 1.25-1.25h10c.7 0 1.25.5 1.25 1.25v.7a2.8 2.8 0 0 0 0 5.6v.7c0 .7-.5 1.25-1.25 1.25H3c-.7 0-1.25-.5-1.25-1.25v-.7a2.8 2.8 0 0 0 0-5.6zM9.5 3.5v1.6M9.5 7.2v1.6M9.5 10.9v1.6" />,
  refresh: <path d="M13.5 8a5.5 5.5 0 0 1-9.9 3.3M2.5 8a5.5 5.5 0 0 1 9.9-3.3M12.6 1.9v2.9H9.7M3.4 14.1v-2.9h2.9" />,
  credentials: (
    <>
      <circle cx="5" cy="11" r="3.2" /><path d="M7.3 8.7 13.7 2.3M11 5l2 2M12.7 3.3l1.3 1.3" />
    </>
  ),
  guest: (
    <>
      <circle cx="8" cy="5" r="2.7" strokeDasharray="2 1.6" /><path d="M2.8 14c.4-3 2.3-4.6 5.2-4.6s4.8 1.6 5.2 4.6" strokeDasharray="2 1.8" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5" r="2.7" /><path d="M2.8 14c.4-3 2.3-4.6 5.2-4.6s4.8 1.6 5.2 4.6" />
    </>
  ),
  browser: (
    <>
      <rect x="1.75" y="2.75" width="12.5" height="10.5" rx="1.5" /><path d="M1.75 5.9h12.5M4 4.35h.01M6 4.35h.01" />
    </>
  ),
  pool: (
    <>
      <circle cx="6" cy="5.2" r="2.3" /><path d="M1.8 13c.3-2.6 1.8-4 4.2-4s3.9 1.4 4.2 4M10.3 3.1a2.3 2.3 0 0 1 0 4.2M12 9.4c1.3.6 2 1.8 2.2 3.6" />
    </>
  ),
  idpool: <path d="M2 5.5h9.5M9 2.8l2.7 2.7L9 8.2M14 10.5H4.5M7 7.8l-2.7 2.7L7 13.2" />,
  sts: (
    <>
      <circle cx="8" cy="8.6" r="5.4" /><path d="M8 5.6v3l2 1.4M6.3 1.5h3.4" />
    </>
  ),
  iam: (
    <>
      <path d="M8 1.8 13.3 4v3.8c0 3.1-2.1 5.3-5.3 6.4-3.2-1.1-5.3-3.3-5.3-6.4V4z" /><path d="m5.7 8 1.7 1.7 3-3.2" />
    </>
  ),
  s3: (
    <>
      <path d="M2.5 3.8h11l-1.3 9.4c-.1.6-1.7 1-4.2 1s-4.1-.4-4.2-1z" /><ellipse cx="8" cy="3.8" rx="5.5" ry="1.5" />
    </>
  ),
  ddb: (
    <>
      <ellipse cx="8" cy="3.6" rx="5" ry="1.8" /><path d="M3 3.6v8.8c0 1 2.2 1.8 5 1.8s5-.8 5-1.8V3.6M3 8c0 1 2.2 1.8 5 1.8S13 9 13 8" />
    </>
  ),
  check: <path d="m3.5 8.3 3 3 6-6.5" />,
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  minus: <path d="M4 8h8" />,
  play: <path d="M5 3.2v9.6L12.6 8z" fill="currentColor" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2.2" />,
  prev: <path d="M10.5 3.5 6 8l4.5 4.5" />,
  next: <path d="M5.5 3.5 10 8l-4.5 4.5" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" /><path d="M8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1" />
    </>
  ),
  link: <path d="M6.7 9.3a2.7 2.7 0 0 0 3.9.2l2.2-2.2a2.7 2.7 0 0 0-3.8-3.8l-1 1M9.3 6.7a2.7 2.7 0 0 0-3.9-.2L3.2 8.7A2.7 2.7 0 0 0 7 12.5l1-1" />,
  arrow: <path d="M2.5 8h11M9.5 4l4 4-4 4" />,
  down: <path d="M4 6.5 8 10.5l4-4" />,
  download: <path d="M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M2.8 13.5h10.4" />,
  copy: (
    <>
      <rect x="5.25" y="5.25" width="8" height="8" rx="1.2" /><path d="M10.7 5.2V3.9c0-.6-.5-1.1-1.1-1.1H3.9c-.6 0-1.1.5-1.1 1.1v5.7c0 .6.5 1.1 1.1 1.1h1.3" />
    </>
  ),
  warn: <path d="M8 2.3 14.5 13.5h-13zM8 6.7v3M8 11.6v.01" />,
  hammer: <path d="m9.3 6.7-6.5 6.5M6.8 4.2l5 5M8.3 2.7l5 5-1.9 1.9-5-5z" />,
  app: (
    <>
      <rect x="2" y="2" width="5" height="5" rx="1" /><rect x="9" y="2" width="5" height="5" rx="1" /><rect x="2" y="9" width="5" height="5" rx="1" /><path d="M11.5 9v5M9 11.5h5" />
    </>
  ),
  help: (
    <>
      <circle cx="8" cy="8" r="6" /><path d="M6.3 6.3c.2-1 .9-1.5 1.8-1.5 1 0 1.8.6 1.8 1.6 0 1.4-1.8 1.5-1.8 2.8M8.1 11.3v.01" />
    </>
  ),
  assertion: (
    <>
      <path d="M3.5 1.8h6.2l2.8 2.9v9.5h-9z" /><path d="M5.8 7h4.4M5.8 9.5h4.4M5.8 12h2.4" />
    </>
  ),
  openid: (
    <>
      <path d="M2 4.2 8 1.8l6 2.4v3.9c0 3-2.3 5-6 6.1-3.7-1.1-6-3.1-6-6.1z" /><path d="M5.2 6.8h5.6M5.2 9.3h3.4" />
    </>
  ),
  identity: (
    <>
      <circle cx="8" cy="5" r="2.7" /><path d="M2.8 14c.4-3 2.3-4.6 5.2-4.6s4.8 1.6 5.2 4.6" />
    </>
  ),
  idp: (
    <>
      <circle cx="8" cy="8" r="6" /><path d="M2 8h12M8 2c2 1.8 2.6 3.8 2.6 6S10 12.2 8 14c-2-1.8-2.6-3.8-2.6-6S6 3.8 8 2z" />
    </>
  ),
  lambda: <path d="M3.5 13.5 7.7 5.2M5 2.5h1.7l4.8 11h1.7" />,
  iot: (
    <>
      <circle cx="8" cy="8" r="1.6" /><path d="M4.9 11.1a4.4 4.4 0 0 1 0-6.2M11.1 4.9a4.4 4.4 0 0 1 0 6.2M2.8 13.2a7.4 7.4 0 0 1 0-10.4M13.2 2.8a7.4 7.4 0 0 1 0 10.4" />
    </>
  ),
  moon: <path d="M13.3 9.8A5.8 5.8 0 0 1 6.2 2.7a5.7 5.7 0 1 0 7.1 7.1z" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  diagram: (
    <>
      <rect x="2" y="2.5" width="4" height="3" rx=".8" /><rect x="10" y="10.5" width="4" height="3" rx=".8" /><path d="M4 5.5V12h6" />
    </>
  ),
  external: <path d="M6.5 3.5H3.3c-.4 0-.8.3-.8.8v8.4c0 .400.4.800.8.800h8.4c.500 0 .800-.400.8-.800V9.5M9.5 2.5h4v4M13.3 2.7 7.5 8.5" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" /><path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** Stands once in every page; `Icon` refers to it, and drawings to the border's hatching. */
export function IconSprite() {
  return (
    <svg width="0" height="0" className="sprite" aria-hidden="true">
      <defs>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="hatch" d="M0.5 0V5" />
        </pattern>
        {Object.entries(shapes).map(([name, shape]) => (
          <symbol key={name} id={`i-${name}`} viewBox="0 0 16 16">
            {shape}
          </symbol>
        ))}
      </defs>
    </svg>
  );
}
