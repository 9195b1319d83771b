import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The desk as a bundle of its own files: nothing is inlined, so that the page's policy need allow nothing inline. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/desk/',
  esbuild: { jsx: 'automatic' },
  build: {
    outDir: fileURLToPath(new URL('../../../dist/review', import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    // Colours are written as light-dark(oklch …), which browsers know since 2024.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    rollupOptions: {
      // Packages that also run on servers mark what is the client's; here everything is.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
});
