import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";

import remixConfig from "./remix.config.js";

export default defineConfig({
  plugins: [remix(remixConfig)],
  css: {
    // nhsuk-frontend is written for Sass's load path; its own deprecation notes are not ours to act on.
    preprocessorOptions: { scss: { loadPaths: ["node_modules"], quietDeps: true } },
  },
  // Named here so that development does not discover it on the first page and reload with a second React.
  optimizeDeps: { include: ["@trpc/client"] },
  build: {
    sourcemap: false,
    // The content security policy allows no data: addresses, so every asset stays a file.
    assetsInlineLimit: 0,
  },
  server: { watch: { ignored: ["**/data/**", "**/test-results/**", "**/build/**"] } },
});
