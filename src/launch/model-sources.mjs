// @ts-check
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./folders.mjs";

/** The files of the models that steps stand in: the subsystems, and what is written down beside them. */
const parts = ["aio", "block", "direct-io", "filemap", "xfs", "contexts.ts", "methods.ts", "observed.ts"];

/** Comments on lines of their own. They are a third of the packed size, and most say what the C beside says too. */
const comment = /^[ \t]*\/\*[\s\S]*?\*\/\n/gm;

/**
 * The sources of the models in one text, less their comments, as `readSources` of src/models/sources takes it: one file
 * compresses better than fifty.
 * @returns {Promise<string>}
 */
export async function modelSources() {
  const folder = "src/models";
  const found = await readdir(join(root, folder), { recursive: true });
  const names = found
    .map((name) => name.replaceAll("\\", "/"))
    .filter(
      (name) => name.endsWith(".ts") && parts.some((part) => name === part || name.startsWith(`${part}/`)),
    )
    .sort();
  const texts = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(root, folder, name), "utf8");
      const head = "// Without its comments, which the repository has.\n";
      return `/// ${folder}/${name}\n${head}${text.replaceAll("\r\n", "\n").replace(comment, "")}`;
    }),
  );
  return texts.join("");
}
