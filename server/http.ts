/** The one web server: headers, origin check, the live door at /trpc, assets, pages; each request gets its API. */
import { randomBytes } from "node:crypto";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import compression from "compression";
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from "express";
import type { Context, World } from "./context.ts";
import { guestSessionMinutes } from "./domain/guests.ts";
import { sessionLimits } from "./domain/staff.ts";
import { drawPack } from "./pdf/packfile.ts";
import { problemFrom } from "./problems.ts";
import { api, apiFor } from "./router.ts";
import { actorOf, guestActorOf } from "./session.ts";

export interface HttpOptions {
  /** Serves built assets, or compiles them in development. */
  assets: RequestHandler;
  pages: () => Promise<ServerBuild>;
  development: boolean;
  trustProxy: boolean;
  /** Whether the database answers. */
  isHealthy: () => Promise<boolean>;
}

/** The longest body taken; a contribution of 50,000 characters fits several times. */
const mostBytes = 1_000_000;
/** Where a spreadsheet's log is sent; one that is a little too large is told so in words by its own page. */
const sheetPage = /^\/actions\/import(\.data)?$/;
const mostSheetPageBytes = 5_000_000;

export function createHttp(world: World, options: HttpOptions): Express {
  const app = express();
  const contextOf = contexts(world);
  app.disable("x-powered-by");
  if (options.trustProxy) app.set("trust proxy", 1);
  app.use(securityHeaders(world.mode, options.development));
  app.use((request, _response, next) => {
    // Remix's adapter believes this header from anybody.
    if (!options.trustProxy) delete request.headers["x-forwarded-host"];
    // In live mode the address is a setting; a proxy may call this machine by another name, which Remix would refuse.
    if (world.mode === "live") request.headers.host = new URL(world.origin).host;
    next();
  });
  app.get("/healthz", (_request, response, next) => {
    options
      .isHealthy()
      .then((healthy) => response.status(healthy ? 200 : 503).json({ healthy }))
      .catch(next);
  });
  app.use(compression());
  app.use(options.assets);
  app.use(sameOriginOnly(world));
  app.use(smallBodiesOnly);
  app.use(
    // The second is where the cookie of a guest goes as well.
    ["/trpc", "/guest/:guestId/trpc"],
    noStore,
    createExpressMiddleware({
      router: api,
      maxBodySize: mostBytes,
      createContext: ({ req }) => contextOf(req, "live"),
    }),
  );
  app.all("*", noStore, pages(world, options, contextOf));
  app.use(lastResort(world));
  return app;
}

type ContextOf = (request: Request, via: Context["via"]) => Promise<Context>;

function contexts(world: World): ContextOf {
  return async (request, via) => {
    return {
      ...world,
      via,
      ...(await whoAsks(world, request)),
      requestId: world.newId(),
      key: request.get("idempotency-key") ?? null,
    };
  };
}

/** On the pages of guests nobody is signed in, also where a browser has a session for the others. */
async function whoAsks(
  world: World,
  request: Request,
): Promise<Pick<Context, "actor" | "sessionHash"> & Partial<Pick<Context, "via">>> {
  const guestId = guestPages.exec(request.originalUrl)?.[1];
  if (guestId === undefined) return actorOf(world.database, cookieOf(request, cookieName(world)), world.now());
  const token = cookieOf(request, guestCookieName(world));
  return { actor: await guestActorOf(world.database, guestId, token, world.now()), via: "guest" };
}

function pages(world: World, options: HttpOptions, contextOf: ContextOf): RequestHandler {
  const handler = createRequestHandler({
    build: options.pages,
    mode: options.development ? "development" : "production",
    async getLoadContext(request, response) {
      const context = await contextOf(request, "page");
      return {
        api: apiFor(context),
        apiFor: (key) => apiFor({ ...context, key: `${sessionPart(context)}${key}` }),
        nonce: String(response.locals.nonce),
        newKey: world.newId,
        setSession: (token) => setSessionCookie(response, world, token),
        setGuestSession: (guestId, token) => setGuestCookie(response, world, guestId, token),
        mode: world.mode,
        drawPack,
      };
    },
  });
  return (request, response, next) => void handler(request, response, next);
}

/** Keys of strangers share one space in the log, so that of a stranger is told apart by the request. */
function sessionPart(context: Context): string {
  return context.actor.kind === "stranger" ? `${context.requestId}:` : "";
}

/** `__Host-` needs https, which the demonstration on a laptop does not have. */
function cookieName(world: World): string {
  return world.mode === "live" ? "__Host-shipmate" : "shipmate-demo";
}

function cookieOf(request: Request, name: string): string | null {
  const cookies = (request.headers.cookie ?? "").split(";").map((part) => part.trim());
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) || null;
}

function setSessionCookie(response: Response, world: World, token: string | null): void {
  response.cookie(cookieName(world), token ?? "", {
    httpOnly: true,
    sameSite: "lax",
    secure: world.mode === "live",
    path: "/",
    maxAge: token === null ? 0 : sessionLimits.longest * 60_000,
  });
  if (token === null) response.setHeader("Clear-Site-Data", '"cache", "storage"');
}

/** A guest's link, and what their page calls while they write. */
const guestPages = /^\/guest\/([\w-]+)\//;

/** `__Host-` would need the path of the whole site. */
function guestCookieName(world: World): string {
  return world.mode === "live" ? "__Secure-shipmate-guest" : "shipmate-guest-demo";
}

/** For the pages of this one guest, so that somebody who is asked for several cases can have them open side by side. */
function setGuestCookie(response: Response, world: World, guestId: string, token: string): void {
  response.cookie(guestCookieName(world), token, {
    httpOnly: true,
    sameSite: "lax",
    secure: world.mode === "live",
    path: `/guest/${guestId}`,
    maxAge: guestSessionMinutes * 60_000,
  });
}

function securityHeaders(mode: World["mode"], development: boolean): RequestHandler {
  return (_request, response, next) => {
    const nonce = randomBytes(16).toString("base64");
    response.locals.nonce = nonce;
    const policy = {
      "default-src": "'none'",
      "script-src": `'nonce-${nonce}' 'strict-dynamic'`,
      // Vite puts style elements into the page while developing; a build links one sheet.
      "style-src": development ? "'self' 'unsafe-inline'" : "'self'",
      "img-src": "'self' data:",
      "font-src": "'self'",
      "connect-src": development ? "'self' ws:" : "'self'",
      "manifest-src": "'self'",
      "form-action": "'self'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
    };
    const words = Object.entries(policy).map(([name, value]) => `${name} ${value}`);
    response.setHeader("Content-Security-Policy", words.join("; "));
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Not `no-referrer`: browsers then send `Origin: null` with our own forms, and the origin check would refuse them.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (mode === "live") response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    next();
  };
}

/** What changes something must come from our own pages, by either door. */
function sameOriginOnly(world: World): RequestHandler {
  return (request, response, next) => {
    if (["GET", "HEAD"].includes(request.method)) return next();
    const origin = request.get("origin");
    const ours = world.mode === "live" ? world.origin : `${request.protocol}://${request.get("host") ?? ""}`;
    const site = request.get("sec-fetch-site");
    if (origin === ours && (site === undefined || site === "same-origin")) return next();
    response.status(403).type("text").send("This request did not come from our own page. Open the page again.");
  };
}

function smallBodiesOnly(request: Request, response: Response, next: NextFunction): void {
  const most = sheetPage.test(request.path) ? mostSheetPageBytes : mostBytes;
  if (Number(request.get("content-length") ?? 0) <= most) return next();
  response.status(413).type("text").send("This is more than one page can send. Go back: your text is still there.");
}

function noStore(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader("Cache-Control", "no-store");
  next();
}

function lastResort(world: World) {
  return (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    const { message, reference } = problemFrom(error, world.newId());
    world.log.error({ err: error, request: reference }, "not answered");
    if (response.headersSent) return void response.destroy();
    response.status(500).type("text").send(`${message} Reference: ${reference}`);
  };
}
