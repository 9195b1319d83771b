import { type ReactNode, useEffect } from 'react';
import type { Problem } from '../data/problem.ts';

/** A page with its heading; the document's title follows. */
export function Page({
  title,
  about,
  actions,
  children,
}: {
  readonly title: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Masthead`;
  }, [title]);
  return (
    <main className="page" id="main" tabIndex={-1}>
      <div className="page__head">
        <div>
          <h1>{title}</h1>
          {about && <p>{about}</p>}
        </div>
        {actions}
      </div>
      {children}
    </main>
  );
}

/** What went wrong, and what to do. */
export function Fault({ error, onRetry }: { readonly error: Error | Problem; readonly onRetry?: () => void }) {
  return (
    <div className="notice notice--fault" role="alert">
      <strong>{error.message}</strong>
      {onRetry && (
        <div>
          <button type="button" className="button" onClick={onRetry}>
            Try again
          </button>
        </div>
      )}
    </div>
  );
}

/** Nothing to show, and what would bring something. */
export function Nothing({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="nothing">
      <strong>{title}</strong>
      {children}
    </div>
  );
}

export const Waiting = () => (
  <p className="waiting" role="status">
    Loading …
  </p>
);
