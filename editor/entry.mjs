// What the page of the editor takes from others: the editor itself, and the reader of the lines above a text.
export { default } from "@sveltia/cms";
export { Document, parseDocument } from "yaml";
