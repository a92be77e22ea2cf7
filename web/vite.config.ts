import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Builds the applications of both sides into `dist/web`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: false,
  // The server puts the nonce of each answer here.
  html: { cspNonce: '__GRANTRY_NONCE__' },
  build: {
    outDir: join(import.meta.dirname, '..', 'dist', 'web'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the pages allows no data: fonts or scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // What is bundled asks to be named with its licence.
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      // The packages bear marks of server components, which mean nothing here.
      onLog: (level, log, handle) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && handle(level, log),
      input: ['backoffice', 'storefront'].map((side) => join(import.meta.dirname, side, 'index.html')),
    },
  },
});
