import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from 'react';

interface Saying {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const SayContext = createContext<(saying: Saying | string) => void>(() => undefined);

/** Says something at the foot of the page, to eyes and to screen readers, for a few seconds. */
export const useSay = () => useContext(SayContext);

const shownMilliseconds = 6000;

export function SaidProvider({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<Saying | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useCallback((saying: Saying | string) => {
    clearTimeout(timer.current);
    setSaid(typeof saying === 'string' ? { text: saying } : saying);
    timer.current = setTimeout(() => setSaid(null), shownMilliseconds);
  }, []);
  const shown = useMemo(
    () => (
      <div className="said" role="status">
        {said && (
          <div>
            <span>{said.text}</span>
            {said.action && (
              <button
                type="button"
                onClick={() => {
                  said.action?.run();
                  setSaid(null);
                }}
              >
                {said.action.label}
              </button>
            )}
          </div>
        )}
      </div>
    ),
    [said],
  );
  return (
    <SayContext value={say}>
      {children}
      {shown}
    </SayContext>
  );
}
