/** The few assertions that the scenarios need. Nothing here prints a byte array: hashes stay out of test output. */

/** A promise of the store that did not hold. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError'
}

export function ok(truth: unknown, what: string): asserts truth {
  if (!truth) throw new ConformanceError(what)
}

/** Deep equality of plain data. A property that is `undefined` counts as absent; byte arrays compare by content. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const where = difference(actual, expected, '')
  if (where !== undefined) throw new ConformanceError(`${what}: ${where}`)
}

export async function rejects(promise: Promise<unknown>, what: string): Promise<void> {
  const answered = await promise.then(
    () => true,
    () => false,
  )
  ok(!answered, what)
}

/** The first place where two values differ, in words, or `undefined`. */
function difference(actual: unknown, expected: unknown, path: string): string | undefined {
  if (Object.is(actual, expected)) return undefined
  if (actual instanceof Uint8Array || expected instanceof Uint8Array) {
    return sameBytes(actual, expected) ? undefined : `${path || 'value'} holds other bytes`
  }
  if (!isObject(actual) || !isObject(expected) || Array.isArray(actual) !== Array.isArray(expected)) {
    return `${path || 'value'} is ${shown(actual)}, not ${shown(expected)}`
  }
  for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    const found = difference(actual[key], expected[key], path ? `${path}.${key}` : key)
    if (found !== undefined) return found
  }
  return undefined
}

function sameBytes(one: unknown, other: unknown): boolean {
  if (!(one instanceof Uint8Array) || !(other instanceof Uint8Array) || one.length !== other.length) return false
  return one.every((byte, at) => byte === other[at])
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function shown(value: unknown): string {
  if (value === undefined) return 'absent'
  return isObject(value) ? (Array.isArray(value) ? `a list of ${value.length}` : 'an object') : JSON.stringify(value)
}
