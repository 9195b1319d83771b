import { type RefObject, useEffect, useRef, useState } from 'react';

/** The width of an element in pixels as it is drawn, so that a picture fills it without scaling its marks. */
export function useMeasuredWidth<Element extends HTMLElement>(
  first: number,
): readonly [RefObject<Element | null>, number] {
  const element = useRef<Element>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(120, entry.contentRect.width)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
