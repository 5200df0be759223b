import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    // Browsers of the last two years: native light-dark(), layers and nesting, no polyfills to carry.
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    // An inlined asset would be a data: address, which the server's policy allows for images only.
    assetsInlineLimit: 0,
    // All styles together weigh less than asking for them one by one.
    cssCodeSplit: false,
    // What may be loaded is weighed by size.test.ts, as it is sent.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // Making a zod schema does nothing but make it: the list takes the role table from the contract and leaves
      // the schemas, and zod with them, to the pages with forms.
      treeshake: { manualPureFunctions: ['z'] },
      output: {
        codeSplitting: {
          // Left alone, every icon that two pages share would be a file and a request of its own. What the list needs
          // is two files, since an update seldom touches the libraries, and a small one that runs before these are
          // read; what other pages share comes in few, but for what the counter finds with: merged with those, it
          // would bring their forms along.
          groups: [
            {
              name: 'early',
              test: /admin\/(connection\/(ask-)?early|customers\/list-state)\.ts/,
              priority: 3,
            },
            { name: 'libraries', tags: ['$initial'], test: 'node_modules', priority: 2 },
            // The page itself is left out: it only says in which order these are run, and Vite writes that into it.
            { name: 'list', tags: ['$initial'], test: /(?<!index\.html)$/, priority: 1 },
            { name: 'finder', test: /admin\/(ui\/(finder|keys)|customers\/(hit|use-hits))\./, priority: 1 },
            // Spread over the shared ones, two of these would each need the other to have run.
            { name: 'schemas', test: /node_modules\/zod\/|\/contract\/[\w-]+\.ts$/, priority: 1 },
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 15_000 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:3000', '/readyz': 'http://127.0.0.1:3000' },
  },
});
