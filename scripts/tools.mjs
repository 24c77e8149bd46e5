/** Chromium and PostgreSQL for the tests: found, installed where that may be done unasked, or said in words. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { findChromium } from "./chromium.mjs";
import { findPostgres } from "./postgres.mjs";

const tools = [
  {
    debianPackage: "chromium",
    isHere: async () => findChromium() !== undefined || (await playwrightHasItsOwn()),
    advice:
      "Chromium: install Chrome or Chromium, or run `npx playwright install chromium`, or set CHROMIUM_PATH to the program.",
  },
  {
    debianPackage: "postgresql",
    isHere: () => Boolean(process.env.TEST_POSTGRES_URL) || findPostgres() !== null,
    advice:
      "PostgreSQL 15 or newer: install the server (Debian: apt-get install postgresql; Mac: brew install postgresql@15), or set POSTGRES_BIN to the folder that holds initdb and postgres, or TEST_POSTGRES_URL to a server on which databases may be created.",
  },
];

/** True once everything is there. Installs only as root on Debian, which in practice means a container or a runner. */
export async function toolsAreReady() {
  let missing = await missingTools();
  if (missing.length === 0) return true;

  if (process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get")) {
    aptInstall(missing.map((tool) => tool.debianPackage));
    missing = await missingTools();
  }
  if (missing.length === 0) return true;

  console.error("\nThe tests need programs that are not on this machine:");
  for (const tool of missing) console.error(`  ${tool.advice}`);
  return false;
}

async function missingTools() {
  const here = await Promise.all(tools.map((tool) => tool.isHere()));
  return tools.filter((_tool, index) => !here[index]);
}

async function playwrightHasItsOwn() {
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath());
}

function aptInstall(packages) {
  console.error(`Installing ${packages.join(" and ")} with apt-get; this takes a minute or two …`);
  const wait = ["-o", "DPkg::Lock::Timeout=180", "-o", "Acquire::Retries=3"];
  apt([...wait, "update"]);
  apt([...wait, "install", "-y", "--no-install-recommends", ...packages]);
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const done = spawnSync("apt-get", ["-q", ...args], { env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (done.status !== 0) console.error(`apt-get ${args.at(-1)} failed:\n${done.stdout}${done.stderr}`);
}
