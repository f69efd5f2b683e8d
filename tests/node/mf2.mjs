// Prints what microformats-parser reads from a page on standard input, as JSON; the argument is its address.
import { readFileSync } from "node:fs";
import { mf2 } from "microformats-parser";

console.log(JSON.stringify(mf2(readFileSync(0, "utf8"), { baseUrl: process.argv[2] })));
