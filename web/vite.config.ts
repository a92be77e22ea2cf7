import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Whether a module belongs to neither side alone. */
const isShared = (id: string) => !/[\\/]web[\\/](backoffice|storefront)[\\/]/.test(id);

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
      // What both sides begin with is one file: cut up by who else needs its parts, it would be a tenth larger.
      output: { codeSplitting: { groups: [{ name: 'base', tags: ['$initial'], test: isShared }] } },
      input: ['backoffice', 'storefront'].map((side) => join(import.meta.dirname, side, 'index.html')),
    },
  },
});
