import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import { IconSprite } from './_components/icon-sprite';
import { themeScript } from './_components/theme';
import './_styles/tokens.css';
import './_styles/base.css';
import './_styles/chrome.css';

export const metadata: Metadata = {
  title: { default: 'Lifeguard', template: '%s · Lifeguard' },
  description: 'Watch Amazon Cognito turn “who are you?” into “what may you do?”, and prove what your own identity pool gives away.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#161311' },
  ],
};

export default function Layout({ children }: { readonly children: ReactNode }) {
  for (const font of ['instrument-sans', 'source-serif']) preload(`/fonts/${font}.woff2`, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' });
  return (
    // The script below may add a theme and a class before React arrives.
    <html lang="en" suppressHydrationWarning>
      <head>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <IconSprite />
        {children}
      </body>
    </html>
  );
}
