/**
 * The one home of Remix's own options. Under Vite nothing reads this file by itself: `vite.config.ts` imports it.
 * Every stable v3 flag is on, so that the move to Remix's successor stays a codemod.
 *
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
const remixConfig = {
  appDirectory: "app",
  future: {
    v3_fetcherPersist: true,
    v3_lazyRouteDiscovery: true,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
    // Without it Vite finds dependencies late in development and reloads with two Reacts ("Invalid hook call").
    unstable_optimizeDeps: true,
  },
};

export default remixConfig;
