// @ts-check
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The clone: the folder that holds package.json. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a second run can use again; ignored by git, and safe to delete. */
export const cache = join(root, ".cache");

/** Output of commands that ran quietly; the first place to look when one failed. */
export const logs = join(cache, "logs");

/** The five seed documents. */
export const sample = join(root, "media", "corpus");
