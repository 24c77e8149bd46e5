/** Which browser the tests drive: one that is installed already. */
import { existsSync } from "node:fs";

const places = [
  process.env.CHROMIUM_PATH ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  `${process.env.PROGRAMFILES ?? ""}\\Google\\Chrome\\Application\\chrome.exe`,
];

/** Undefined where there is none: Playwright then looks for the one it downloads itself. */
export function findChromium() {
  return places.find((place) => place !== "" && existsSync(place));
}
