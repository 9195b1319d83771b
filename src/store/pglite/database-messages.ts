/** To PGlite's thread: bytes of a client, its going, or the end of all. */
export type ToThread =
  | { readonly clientId: number; readonly bytes: Uint8Array }
  | { readonly clientId: number; readonly disconnect: true }
  | { readonly close: true };

/** From PGlite's thread: it is ready, bytes for a client, a client thrown out, or all closed. */
export type FromThread =
  | { readonly ready: true }
  | { readonly clientId: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly clientId: number; readonly hungUp: true }
  | { readonly closed: true };
