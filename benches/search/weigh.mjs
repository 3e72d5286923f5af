// What files weigh on their way to a reader: gzip, as strong as it goes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

export function packed(data) {
  return gzipSync(data, { level: 9 }).length;
}

// A file of an npm package, as it is published.
export function packedFile(path) {
  return packed(readFileSync(join(import.meta.dirname, "node_modules", path)));
}
