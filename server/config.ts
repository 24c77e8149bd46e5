/** The only reader of process.env, parsed once; what does not fit is refused at the start in one line. */
import { dirname, join } from "node:path";
import { z } from "zod";
import { databaseFile } from "#db/connect.ts";

/** A mail server; the port is that of its kind where none is given. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte (smtps); otherwise STARTTLS is asked for. */
  secure: boolean;
  login: { user: string; password: string } | null;
}

/** `Shipmate <mdt@practice.example>`, or the address alone. */
const sender = z
  .string()
  .transform((text) => /^(?:([^<>]*)<([^<>]+)>|([^<>]+))$/.exec(text)?.slice(1) ?? [])
  .transform(([name, address, alone]) => ({
    name: name?.trim().replace(/^"(.*)"$/, "$1") || "Shipmate",
    address: (address ?? alone ?? "").trim(),
  }))
  .refine(({ address }) => /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address), {
    error: "SHIPMATE_MAIL_FROM must be an e-mail address, such as Shipmate <mdt@practice.example>",
  });

/** The address holds a password, so no complaint repeats it. */
const mailServer = z.string().transform((text, context): MailServer => {
  const server = mailServerAt(text);
  if (server) return server;
  context.addIssue(
    "SHIPMATE_SMTP_URL must be smtp://user:password@host:587 or smtps://user:password@host:465, or without user and password",
  );
  return z.NEVER;
});

function mailServerAt(text: string): MailServer | null {
  try {
    const url = new URL(text);
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    const secure = url.protocol === "smtps:";
    const isWhole =
      (secure || url.protocol === "smtp:") &&
      url.hostname !== "" &&
      (user === "") === (password === "") &&
      ["", "/"].includes(url.pathname + url.search + url.hash);
    if (!isWhole) return null;
    return {
      host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: Number(url.port) || (secure ? 465 : 587),
      secure,
      login: user === "" ? null : { user, password },
    };
  } catch {
    return null;
  }
}

const settings = z.object({
  mode: z.enum(["demo", "live"], { error: "SHIPMATE_MODE must be demo or live" }),
  databaseUrl: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, "DATABASE_URL must be sqlite:PATH or postgres://…"),
  port: z.coerce.number({ error: "PORT must be a number" }).int().min(0).max(65535, "PORT must be a port number"),
  origin: z.url("SHIPMATE_ORIGIN must be the address people use, such as https://shipmate.example").nullable(),
  practiceName: z.string().min(1).nullable(),
  practiceCode: z.string().min(1).nullable(),
  firstCoordinator: z.email("SHIPMATE_FIRST_COORDINATOR must be an e-mail address").nullable(),
  trustProxy: z.boolean(),
  /** Null where there is no mail server: mail then goes to the folder. */
  smtp: mailServer.nullable(),
  mailFrom: sender,
  mailFolder: z.string(),
  timer: z.enum(["on", "off"], { error: "SHIPMATE_TIMER must be on or off" }).transform((word) => word === "on"),
  logLevel: z.enum(["fatal", "error", "warn", "info", "debug", "silent"], { error: "LOG_LEVEL is not known" }),
});
export type Config = z.output<typeof settings>;

export class BadConfig extends Error {}

const liveNeeds = [
  ["databaseUrl", "DATABASE_URL"],
  ["origin", "SHIPMATE_ORIGIN"],
  ["practiceName", "SHIPMATE_PRACTICE_NAME"],
  ["practiceCode", "SHIPMATE_PRACTICE_CODE"],
  ["firstCoordinator", "SHIPMATE_FIRST_COORDINATOR"],
] as const;

export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = (name: string) => environment[name]?.trim() || null;
  const mode = given("SHIPMATE_MODE") ?? "demo";
  if (mode === "live") {
    const missing = liveNeeds.map(([, name]) => name).filter((name) => given(name) === null);
    if (missing.length > 0)
      throw new BadConfig(`Live mode needs these settings: ${missing.join(", ")}. See .env.example.`);
    if (!given("SHIPMATE_ORIGIN")?.startsWith("https://")) {
      throw new BadConfig("Live mode needs SHIPMATE_ORIGIN to begin with https://. See .env.example.");
    }
    if (given("SHIPMATE_SMTP_URL") && !given("SHIPMATE_MAIL_FROM")) {
      throw new BadConfig("SHIPMATE_SMTP_URL needs SHIPMATE_MAIL_FROM beside it in live mode. See .env.example.");
    }
  }

  const databaseUrl = given("DATABASE_URL") ?? "sqlite:data/shipmate.db";
  const result = settings.safeParse({
    mode,
    databaseUrl,
    port: given("PORT") ?? "3000",
    origin: given("SHIPMATE_ORIGIN"),
    practiceName: given("SHIPMATE_PRACTICE_NAME"),
    practiceCode: given("SHIPMATE_PRACTICE_CODE"),
    firstCoordinator: given("SHIPMATE_FIRST_COORDINATOR"),
    trustProxy: given("SHIPMATE_TRUST_PROXY") === "1",
    smtp: given("SHIPMATE_SMTP_URL"),
    mailFrom: given("SHIPMATE_MAIL_FROM") ?? "Shipmate <shipmate@localhost>",
    mailFolder: given("SHIPMATE_MAIL_FOLDER") ?? folderBeside(databaseUrl),
    timer: given("SHIPMATE_TIMER") ?? "on",
    logLevel: given("LOG_LEVEL") ?? "info",
  });
  if (result.success) return result.data;
  throw new BadConfig(result.error.issues.map((issue) => issue.message).join(". "));
}

/** Mail that goes nowhere else lies beside the database, so that whoever keeps the one keeps the other. */
function folderBeside(databaseUrl: string): string {
  const file = databaseUrl.startsWith("sqlite:") ? databaseFile(databaseUrl) : null;
  return join(file ? dirname(file) : "data", "mail");
}
