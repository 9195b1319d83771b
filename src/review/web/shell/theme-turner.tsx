import { HalfDisc, Moon, Sun } from './signs.tsx';
import { type Theme, useTheme } from './theme.ts';

const names: Readonly<Record<Theme, string>> = { system: "the system's colours", light: 'light', dark: 'dark' };
const signs = { system: HalfDisc, light: Sun, dark: Moon };

/** Turns the colours: the system's, light, dark. */
export function ThemeTurner() {
  const { theme, next, turn } = useTheme();
  const Shape = signs[theme];
  const label = `Colours: ${names[theme]}. Change to ${names[next]}`;
  return (
    <button type="button" className="tool" onClick={turn} aria-label={label} title={label}>
      <Shape />
    </button>
  );
}
