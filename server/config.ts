/** The only reader of process.env, parsed once; what does not fit is refused at the start in one line. */
import { z } from "zod";

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
  }

  const result = settings.safeParse({
    mode,
    databaseUrl: given("DATABASE_URL") ?? "sqlite:data/shipmate.db",
    port: given("PORT") ?? "3000",
    origin: given("SHIPMATE_ORIGIN"),
    practiceName: given("SHIPMATE_PRACTICE_NAME"),
    practiceCode: given("SHIPMATE_PRACTICE_CODE"),
    firstCoordinator: given("SHIPMATE_FIRST_COORDINATOR"),
    trustProxy: given("SHIPMATE_TRUST_PROXY") === "1",
    logLevel: given("LOG_LEVEL") ?? "info",
  });
  if (result.success) return result.data;
  throw new BadConfig(result.error.issues.map((issue) => issue.message).join(". "));
}
