import { useHotkeys } from 'react-hotkeys-hook';

/** Signs that some keyboards give with Shift only. */
const shifted = new Set(['?', '/']);

/**
 * Runs something at a key, as it is printed on the editor's own keyboard; not while they write into a field.
 * @param keys such as `a`, `?`, `right`; several with commas between
 */
export function useKey(keys: string, run: (event: KeyboardEvent) => void, enabled = true): void {
  useHotkeys(
    keys,
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      run(event);
    },
    { useKey: true, ignoreModifiers: shifted.has(keys), enabled },
  );
}
