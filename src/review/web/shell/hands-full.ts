/** Whether the editor is writing, answering a sheet, or on a page beside the queue: nothing may be put in its place then. */
export function handsFull(): boolean {
  const writes = document.activeElement?.matches('input, textarea, select') ?? false;
  return (
    writes || document.querySelector('dialog[open]') !== null || !/\/desk\/(?:item|queue)\b/.test(location.pathname)
  );
}
