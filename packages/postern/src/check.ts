/** How options are refused: by a `TypeError` that names the path. */

export function check(condition: boolean, path: string, must: string): asserts condition {
  if (!condition) fail(path, must)
}

export function fail(path: string, must: string): never {
  throw new TypeError(`${path} ${must}`)
}
