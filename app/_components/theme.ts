/** Where the reader's choice is kept, in this browser only. */
export const themeKey = 'lifeguard.theme';

/**
 * Runs before the first paint: puts the chosen theme on the page, so that it never flashes, and says that scripts run, so
 * that what needs them may show.
 */
export const themeScript = `document.documentElement.classList.add('js');try{var t=localStorage.getItem('${themeKey}');if(t==='light'||t==='dark')document.documentElement.dataset.theme=t}catch(e){}`;
