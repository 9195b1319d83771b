import { useEffect, useRef } from 'react';

/**
 * Follows a stream of server-sent events while the component is there; the browser reconnects by itself.
 * @param path null follows nothing
 */
export function useServerEvents(
  path: string | null,
  names: readonly string[],
  onEvent: (name: string, data: unknown) => void,
): void {
  const latest = useRef(onEvent);
  latest.current = onEvent;
  const joined = names.join(' ');
  useEffect(() => {
    if (!path) return;
    const source = new EventSource(path, { withCredentials: true });
    for (const name of joined.split(' '))
      source.addEventListener(name, (event) => {
        const { data } = event as MessageEvent<string>;
        latest.current(name, data ? JSON.parse(data) : null);
      });
    return () => source.close();
  }, [path, joined]);
}
