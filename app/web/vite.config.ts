// SPDX-License-Identifier: Apache-2.0
// Four files with fixed names, which the host knows: index.html, app.js, app.css, icon.svg.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'es2021',
    outDir: 'dist',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800, // kilobytes; most of it is the cipher
    rollupOptions: {
      output: {
        inlineDynamicImports: true,
        entryFileNames: 'app.js',
        assetFileNames: (asset) =>
          asset.names.some((name) => name.endsWith('.css')) ? 'app.css' : '[name][extname]',
      },
    },
  },
  // The tests live beside those of the other parts, in tests/web.
  server: { fs: { allow: ['../..'] } },
  test: {
    globals: true,
    environment: 'node',
    include: ['../../tests/web/**/*.test.ts'],
    setupFiles: ['../../tests/web/support/setup.mjs'],
  },
});
