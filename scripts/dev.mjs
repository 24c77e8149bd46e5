/**
 * Development: one process. Vite compiles pages as they are asked for and loads the server through the same compiler, so
 * nothing is built first. A changed page shows at once; a change under server/ or db/ needs this to be started again.
 */
import { createServer } from "vite";

process.env.NODE_ENV ??= "development";

const vite = await createServer({ server: { middlewareMode: true }, appType: "custom" });
const { start } = await vite.ssrLoadModule("/server/index.ts");

// server/index.ts starts by itself only when it is the program; here it is a module, and is told where pages come from.
await start({
  assets: vite.middlewares,
  pages: () => vite.ssrLoadModule("virtual:remix/server-build"),
});
