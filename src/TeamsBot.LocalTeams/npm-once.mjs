// Installs a folder's locked npm packages, once: `node npm-once.mjs <folder>`. Builds and test runs that ask at the same
// moment wait for the first; a holder that died is noticed by its process id. Does nothing when they are in place.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, utimesSync, writeFileSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const folder = resolve(process.argv[2] ?? ".");
const wanted = createHash("sha256").update(readFileSync(join(folder, "package-lock.json"))).digest("hex");
const stamp = join(folder, "node_modules", ".installed");
const lock = join(folder, "obj", "npm.lock");

const inPlace = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;

function taken() {
  try {
    const file = openSync(lock, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function holderIsGone() {
  try {
    const holder = Number(readFileSync(lock, "utf8"));
    if (!holder) return false; // just created, not yet signed
    process.kill(holder, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

mkdirSync(join(folder, "obj"), { recursive: true });
if (inPlace()) utimesSync(stamp, new Date(), new Date()); // newer than a lock file that was only touched: the build asks no more
while (!inPlace()) {
  if (!taken()) {
    if (holderIsGone()) rmSync(lock, { force: true });
    await pause(200);
    continue;
  }
  try {
    if (inPlace()) break;
    const npm = spawnSync("npm ci --no-audit --no-fund", { cwd: folder, shell: true, stdio: "inherit" });
    if (npm.status !== 0) {
      process.exitCode = npm.status ?? 1;
      break;
    }
    writeFileSync(stamp, wanted);
  } finally {
    rmSync(lock, { force: true });
  }
}
