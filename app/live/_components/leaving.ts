import { useEffect } from 'react';

const here = '/live';

/**
 * This page alone may call AWS, which its document's content security policy says. So it is a document of its own: it is
 * loaded anew when it was reached from another page without a load, and every link away from it is a load. What it held in
 * memory is gone with it; `onLeave` is for a browser that keeps the page for the way back.
 */
export function useDocumentOfItsOwn(onLeave: () => void): void {
  useEffect(() => {
    const [load] = performance.getEntriesByType('navigation');
    if (load !== undefined && new URL(load.name).pathname !== here) return location.replace(here);
    const follow = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (!(link instanceof HTMLAnchorElement) || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.target !== '' || link.origin !== location.origin || (link.pathname === here && link.hash !== '')) return;
      event.preventDefault();
      location.assign(link.href);
    };
    window.addEventListener('click', follow, true);
    window.addEventListener('pagehide', onLeave);
    return () => {
      window.removeEventListener('click', follow, true);
      window.removeEventListener('pagehide', onLeave);
      onLeave();
    };
  }, [onLeave]);
}
