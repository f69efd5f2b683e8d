// What Bluesky's own library makes of texts: a JSON list of them on standard input, a list of {length, facets} out.
import { RichText } from "@atproto/api";

const chunks = await Array.fromAsync(process.stdin);
const found = JSON.parse(Buffer.concat(chunks)).map((text) => {
  const rich = new RichText({ text });
  rich.detectFacetsWithoutResolution();
  return { length: rich.graphemeLength, facets: rich.facets ?? [] };
});
console.log(JSON.stringify(found));
