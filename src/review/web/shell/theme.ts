import { useState } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const place = 'masthead-theme';
const following: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

function storedTheme(): Theme {
  const set = document.documentElement.dataset.theme;
  return set === 'light' || set === 'dark' ? set : 'system';
}

/** The colours in use, and a way to take the next: the system's own, light, dark. */
export function useTheme(): { readonly theme: Theme; readonly next: Theme; readonly turn: () => void } {
  const [theme, setTheme] = useState(storedTheme);
  const next = following[theme];
  const turn = () => {
    if (next === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
    try {
      if (next === 'system') localStorage.removeItem(place);
      else localStorage.setItem(place, next);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
    setTheme(next);
  };
  return { theme, next, turn };
}
