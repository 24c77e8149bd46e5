import { defineConfig } from "vite";

/**
 * The server and the `mdt` command as plain Node programs. Runs after `remix vite:build`, which empties all of `build/`.
 * Packages stay outside the bundle; our own modules and the demonstration data go in.
 */
export default defineConfig({
  build: {
    ssr: true,
    target: "node20",
    outDir: "build/http",
    copyPublicDir: false,
    sourcemap: false,
    rollupOptions: {
      input: { index: "server/index.ts", cli: "server/cli.ts" },
      // The pages' bundle is made by Remix and met at run time.
      external: [/build\/server\/index\.js$/, /^virtual:/],
      // Flat, so that `import.meta.url` means `build/http/` in shared chunks as well.
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" },
    },
  },
});
