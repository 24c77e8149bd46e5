/**
 * The one home of Remix's own options. Under Vite nothing reads this file by itself: `vite.config.ts` imports it.
 * Every stable v3 flag but one is on, so that the move to Remix's successor stays a codemod.
 *
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
const remixConfig = {
  appDirectory: "app",
  future: {
    v3_fetcherPersist: true,
    // Off: it asks the server for routes after the page has loaded, and a network lost at that moment puts the error
    // page in the place of what is typed (docs/decisions/0015). All our routes together are 3 kB.
    v3_lazyRouteDiscovery: false,
    v3_relativeSplatPath: true,
    v3_routeConfig: true,
    v3_singleFetch: true,
    v3_throwAbortReason: true,
    // Without it Vite finds dependencies late in development and reloads with two Reacts ("Invalid hook call").
    unstable_optimizeDeps: true,
  },
};

export default remixConfig;
