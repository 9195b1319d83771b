import type { ReactNode, SVGProps } from 'react';

/** A sign of 16 units a side, drawn in the text's own colour, silent to a screen reader: the word beside it speaks. */
function Sign({ children, ...more }: { readonly children: ReactNode } & SVGProps<SVGSVGElement>) {
  return (
    <svg
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...more}
    >
      {children}
    </svg>
  );
}

export const Cross = () => (
  <Sign>
    <path d="M3.5 3.5l9 9m0-9l-9 9" />
  </Sign>
);
export const Lines = () => (
  <Sign>
    <path d="M2 4.5h12M2 8h12M2 11.5h12" />
  </Sign>
);
export const Sun = () => (
  <Sign>
    <circle cx="8" cy="8" r="2.8" />
    <path d="M8 1.2v1.6m0 10.4v1.6M1.2 8h1.6m10.4 0h1.6M3.2 3.2l1.1 1.1m7.4 7.4l1.1 1.1m0-9.6l-1.1 1.1m-7.4 7.4l-1.1 1.1" />
  </Sign>
);
export const Moon = () => (
  <Sign>
    <path d="M13.2 9.8A5.8 5.8 0 0 1 6.2 2.8a5.8 5.8 0 1 0 7 7z" />
  </Sign>
);
export const HalfDisc = () => (
  <Sign>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 2.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor" stroke="none" />
  </Sign>
);
export const Person = () => (
  <Sign>
    <circle cx="8" cy="5.2" r="2.7" />
    <path d="M2.8 14c.6-3 2.6-4.4 5.2-4.4s4.6 1.4 5.2 4.4" />
  </Sign>
);

/** Supported: a filled disc with a tick. */
export const Tick = () => (
  <Sign strokeWidth="1.8">
    <circle cx="8" cy="8" r="7.2" fill="currentColor" stroke="none" />
    <path d="M4.7 8.3l2.3 2.3 4.3-4.8" stroke="var(--paper-raised)" />
  </Sign>
);
/** Contradicted: an eight-sided stop with a cross. */
export const Stop = () => (
  <Sign strokeWidth="1.8">
    <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z" fill="currentColor" stroke="none" />
    <path d="M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2" stroke="var(--paper-raised)" />
  </Sign>
);
/** Not verifiable: an open, broken ring with a question mark. */
export const Unsure = () => (
  <Sign>
    <circle cx="8" cy="8" r="6.7" strokeDasharray="2.6 1.6" />
    <path d="M6.2 6.3a1.85 1.85 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M8 11.4v.1" />
  </Sign>
);
