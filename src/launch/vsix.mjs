// @ts-check
/**
 * `npm run package`: what vsce packages, each file packed by Zopfli, which takes some 3 % more off than zlib's best.
 * `--out FILE` names the VSIX; else it lies in the clone under the extension's name and version.
 */
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { crc32 } from "node:zlib";
import { deflateAsync } from "@gfx/zopfli";
import { Zip } from "fflate";
import { readArchive } from "./archive.mjs";
import { finished, start } from "./children.mjs";
import { root } from "./folders.mjs";
import { say } from "./say.mjs";

/** Methods of compression: PKWARE APPNOTE 6.3.10, section 4.4.5. */
const stored = 0;
const deflated = 8;

/** More than five rounds take longer and win less than 0.1 %. */
const rounds = { numiterations: 5 };

/**
 * An archive of the files, each as small as it gets.
 * @param {ReadonlyMap<string, Buffer>} files contents by name
 * @returns {Promise<Buffer>}
 */
async function pack(files) {
  /** @type {Uint8Array[]} */
  const parts = [];
  const archive = new Zip((error, part) => {
    if (error) throw error;
    parts.push(part);
  });
  for (const [filename, content] of files) {
    const packed = await deflateAsync(content, rounds);
    const smaller = packed.length < content.length;
    /** @type {import("fflate").ZipInputFile} */
    const file = {
      filename,
      size: content.length,
      crc: crc32(content),
      compression: smaller ? deflated : stored,
      // One moment for all files, so that the same sources make the same VSIX.
      mtime: new Date(2000, 0, 1),
    };
    archive.add(file);
    file.ondata?.(null, new Uint8Array(smaller ? packed : content), true);
  }
  archive.end();
  return Buffer.concat(parts);
}

/**
 * The files with those that VS Code reads as data on one line, and the manifest without what only a clone uses.
 * @param {ReadonlyMap<string, Buffer>} files contents by name
 * @returns {ReadonlyMap<string, Buffer>}
 */
function onOneLine(files) {
  /** @param {string} name @param {Buffer} content */
  const shorter = (name, content) => {
    if (!name.endsWith(".json")) return content;
    const data = JSON.parse(content.toString());
    delete data.scripts;
    delete data.devDependencies;
    return Buffer.from(JSON.stringify(data));
  };
  return new Map([...files].map(([name, content]) => [name, shorter(name, content)]));
}

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { values } = parseArgs({ options: { out: { type: "string" } } });
const vsix = resolve(values.out ?? join(root, `${manifest.name}-${manifest.version}.vsix`));

// By its script, since its command is not a program on every system.
const vsce = fileURLToPath(new URL("vsce", import.meta.resolve("@vscode/vsce/package.json")));
const options = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
const status = await finished(start(process.execPath, [vsce, "package", ...options, "--out", vsix]));
if (status === 0) {
  writeFileSync(vsix, await pack(onOneLine(readArchive(vsix))));
  say(`Packed smaller: ${(statSync(vsix).size / 1024).toFixed(1)} KB`);
}
process.exitCode = status;
