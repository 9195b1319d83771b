import { type RefCallback, useCallback, useState } from 'react';

/** The width of an element in pixels as it is drawn, so that a picture fills it without scaling its marks. */
export function useMeasuredWidth<Measured extends HTMLElement>(
  first: number,
): readonly [RefCallback<Measured>, number] {
  const [width, setWidth] = useState(first);
  const measure = useCallback((element: Measured | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(120, entry.contentRect.width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [measure, width];
}
