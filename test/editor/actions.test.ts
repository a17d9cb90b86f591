import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterAll, expect, test } from "vitest";
import { root } from "../../src/launch/folders.mjs";

/** The job for GitHub Actions that the README shows, as far as it is looked at. */
interface Workflow {
  readonly on: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: {
    readonly races: {
      readonly steps: readonly {
        readonly uses?: string;
        readonly run?: string;
        readonly if?: string;
        readonly with?: Readonly<Record<string, string>>;
      }[];
    };
  };
}

interface Log {
  readonly runs: readonly {
    readonly results: readonly {
      readonly properties: { readonly revision: string; readonly scenario: string };
      readonly suppressions?: readonly object[];
      readonly locations: readonly {
        readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string } };
      }[];
    }[];
  }[];
}

const readme = readFileSync(join(root, "README.md"), "utf8");
const block = (language: string): string =>
  new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "ms").exec(readme)?.[1] ?? "";
const { on, permissions, jobs } = load(block("yaml")) as Workflow;
const { steps } = jobs.races;
const [install = "", judge = ""] = steps.flatMap(({ run }) => run ?? []);

/** A clone in which the first command has been run: this one, with the README's file of expectations committed. */
const clone = mkdtempSync(join(tmpdir(), "clone-"));
for (const name of ["dist", "media", "package.json"]) symlinkSync(join(root, name), join(clone, name));
writeFileSync(join(clone, "patch-archaeology.expect.json"), block("json"));
afterAll(() => rmSync(clone, { recursive: true }));

test("it may do what it does, and builds with the scripts that there are", () => {
  expect(on).toBe("pull_request");
  expect(permissions).toEqual({ contents: "read", "security-events": "write" });
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  expect(install).toBe("npm ci && npm run build");
  // This tier has packaged the extension, which builds it by the same configuration.
  expect(scripts["build"]).toContain("esbuild.config.mjs");
  expect(existsSync(join(clone, "dist", "cli.js"))).toBe(true);
});

test("its command fails on what nobody expects, suppresses what is known, and leaves the files that are uploaded", () => {
  // As the runner does it: one command line for a shell.
  const { status, stderr } = spawnSync(judge, { cwd: clone, shell: true, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^p4 aio-write-hole-second-block must pass, but there is hang task submitter/m);
  expect(stderr).not.toContain("p5 aio-write-hole-second-block");
  const upload = steps.find(({ uses }) => uses?.startsWith("github/codeql-action/upload-sarif@"));
  expect(upload?.if).toBe("always()");
  const log = JSON.parse(readFileSync(join(clone, upload?.with?.["sarif_file"] ?? ""), "utf8")) as Log;
  const results = log.runs.flatMap((run) => run.results);
  const known = results.filter(({ suppressions }) => suppressions !== undefined);
  expect(known.map(({ properties }) => `${properties.revision} ${properties.scenario}`)).toEqual([
    "p5 aio-write-hole-second-block",
  ]);
  // The lines of the mails stand in the repository, so a pull request shows them.
  for (const { physicalLocation } of results.flatMap(({ locations }) => locations))
    if (physicalLocation)
      expect(existsSync(join(root, physicalLocation.artifactLocation.uri))).toBe(
        physicalLocation.artifactLocation.uri.startsWith("media/"),
      );
  expect(readFileSync(join(clone, "races.xml"), "utf8")).toContain('<testsuite name="p4"');
});
