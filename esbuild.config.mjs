import { build } from "esbuild";

/** One block an artefact; `npm run build` makes them all. */
const common = { bundle: true, minify: true, sourcemap: false, logLevel: "warning", target: "es2022" };

await build({
  ...common,
  entryPoints: ["src/cli/main.ts"],
  outfile: "dist/cli.js",
  platform: "node",
  format: "esm",
  banner: { js: "#!/usr/bin/env node" },
});
