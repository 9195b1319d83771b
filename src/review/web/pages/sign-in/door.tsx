import type { ReactNode } from 'react';

/** The front of the desk, for those who are not in yet. */
export function Door({ children }: { readonly children: ReactNode }) {
  return (
    <main className="door" id="main">
      <div className="door__sign">
        <h1>Masthead</h1>
        <p>Every headline is read by an editor before a reader sees it.</p>
      </div>
      {children}
    </main>
  );
}
