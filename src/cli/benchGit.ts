import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";

/**
 * Runs a line of shell and gives the processor time (user and system) of the programs it started in seconds, which `times` of POSIX prints
 * on its second line; undefined where git or a shell is missing.
 */
function childSeconds(script: string, folder: string, args: readonly string[]): number | undefined {
  try {
    execFileSync("git", ["--version"], { stdio: "ignore" });
    const report = execFileSync("sh", ["-ec", `${script}\ntimes`, "sh", ...args], {
      cwd: folder,
      encoding: "utf8",
    });
    const [, children = ""] = report.trimEnd().split("\n");
    const times = [...children.matchAll(/(\d+)m([\d.]+)s/g)];
    return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Seconds that `git mailsplit` needs to split a mailbox into numbered files in `folder`. */
export function runMailsplit(mailbox: string, folder: string): number | undefined {
  return childSeconds('git mailsplit -d8 -o"$2" "$1" >/dev/null', folder, [mailbox, folder]);
}

/** Lets `git mailinfo` read the first `count` mails that `git mailsplit` left in `folder`. */
export function runMailinfo(folder: string, count: number): { seconds: number; bytes: number } | undefined {
  const mails = Array.from({ length: count }, (_, i) => join(folder, String(i + 1).padStart(8, "0")));
  const script = 'for mail; do git mailinfo message patch <"$mail" >/dev/null; done';
  const seconds = childSeconds(script, folder, mails);
  if (seconds === undefined) return undefined;
  return { seconds, bytes: mails.reduce((sum, mail) => sum + statSync(mail).size, 0) };
}
