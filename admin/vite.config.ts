import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    manifest: true,
    // Browsers of the last two years: native light-dark(), layers and nesting, no polyfills to carry.
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    // An inlined asset would be a data: address, which the server's policy allows for images only.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Making a zod schema does nothing but make it: the list takes the role table from the contract and leaves
      // the schemas, and zod with them, to the pages with forms.
      treeshake: { manualPureFunctions: ['z'] },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:3000', '/readyz': 'http://127.0.0.1:3000' },
  },
});
