import { readFileSync } from 'node:fs';
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants.js';

const root = import.meta.dirname;
const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Where the live lane may send requests: AWS, and other targets on this computer (lib/live/endpoint.ts holds its fields to the same). */
const liveTargets = ['https://*.amazonaws.com', 'https://*.amazonaws.com.cn', 'http://127.0.0.1:*', 'http://localhost:*'];

/** One directive a line, with the reason where it is wider than 'self'. `connect` are hosts that a page's scripts may call. */
function contentSecurityPolicy({ development, connect = [], framedBy = "'self'" }) {
  return [
    "default-src 'self'",
    // Next starts a static page with inline scripts whose content changes with each page, so neither nonce nor hash fits.
    `script-src 'self' 'unsafe-inline'${development ? " 'unsafe-eval'" : ''}`,
    // Mermaid puts a <style> element into every picture that it draws.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    // The development server adds its reload socket.
    ["connect-src 'self'", ...connect, ...(development ? ['ws:'] : [])].join(' '),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');
}

/** @returns {import('next').NextConfig} */
export default function config(phase) {
  const development = phase === PHASE_DEVELOPMENT_SERVER;
  const headers = [
    { key: 'Content-Security-Policy', value: contentSecurityPolicy({ development }) },
    { key: 'X-Content-Type-Options', value: 'nosniff' },
    { key: 'Referrer-Policy', value: 'no-referrer' },
    { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  ];
  return {
    distDir: process.env.LIFEGUARD_DIST_DIR || '.next',
    poweredByHeader: false,
    reactStrictMode: true,
    // AWS's clients ask for /aws/, and follow no redirect to /aws.
    skipTrailingSlashRedirect: true,
    // Without these Next takes the nearest lockfile above for the project's root: somebody's home folder.
    turbopack: { root },
    outputFileTracingRoot: root,
    serverExternalPackages: Object.keys(manifest.dependencies).filter((name) => name.startsWith('@aws-sdk/')),
    typescript: {
      // Next rewrites the tsconfig it is given, except one that extends another.
      tsconfigPath: 'tsconfig.next.json',
      // `npm run types` checks types, tests included; `npm start` has not installed what the tests import.
      ignoreBuildErrors: true,
    },
    // Our own server (cli/serve.ts) answers /aws itself; these are for everything that Next serves.
    headers: async () => [
      { source: '/:path*', headers },
      // Of two headers of one name the later one is sent. This page is always loaded as a document of its own (app/live/_components/leaving.ts).
      { source: '/live', headers: [{ key: 'Content-Security-Policy', value: contentSecurityPolicy({ development, connect: liveTargets }) }] },
      // A walkthrough holds nothing that a page around it could steal or have clicked.
      { source: '/embed/:path*', headers: [{ key: 'Content-Security-Policy', value: contentSecurityPolicy({ development, framedBy: '*' }) }] },
    ],
  };
}
