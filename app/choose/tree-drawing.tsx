'use client';

import { useEffect, useRef, useState } from 'react';

/**
 * The whole tree, drawn by Mermaid when somebody asks for it: nothing of Mermaid is loaded before. The page around it is the
 * accessible copy.
 */
export function TreeDrawing({ text }: { readonly text: string }) {
  const [wanted, setWanted] = useState(false);
  const [failure, setFailure] = useState<string>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!wanted) return;
    let late = false;
    const draw = async (): Promise<void> => {
      const { default: mermaid } = await import('mermaid');
      const style = getComputedStyle(document.documentElement);
      const colour = (name: string): string => style.getPropertyValue(name).trim();
      mermaid.initialize({
        startOnLoad: false,
        securityLevel: 'strict',
        suppressErrorRendering: true,
        theme: 'base',
        fontFamily: colour('--font-ui'),
        flowchart: { htmlLabels: false, curve: 'basis' },
        themeVariables: {
          primaryColor: colour('--surface'),
          primaryTextColor: colour('--ink'),
          primaryBorderColor: colour('--control'),
          lineColor: colour('--ink-3'),
          edgeLabelBackground: colour('--paper'),
          background: colour('--paper'),
        },
      });
      const { svg } = await mermaid.render('choose-tree', text);
      if (late) return;
      const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
      place.current?.replaceChildren(document.importNode(drawn, true));
    };
    draw().catch((error: unknown) => setFailure(error instanceof Error ? error.message : String(error)));
    return () => {
      late = true;
    };
  }, [text, wanted]);
  return (
    <section className="tree-drawing needs-js" aria-label="The whole tree">
      {wanted ? null : (
        <button className="btn" type="button" onClick={() => setWanted(true)}>
          Draw the whole tree
        </button>
      )}
      {failure === undefined ? null : <p role="alert">The tree could not be drawn: {failure}</p>}
      <div className="tree-place" ref={place} aria-hidden="true" />
    </section>
  );
}
