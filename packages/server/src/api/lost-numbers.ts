/**
 * The numbers of a JSON body that were read as others than were written (RFC 8259 §6): beyond what a double reaches, and
 * whole ones that it has no place for. What was kept of them would be something else than was said.
 */
export function lostNumbers(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value === 'number') return isKept(value) ? [] : [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => lostNumbers(member, [...path, name]))
}

export const lostNumber = 'is a number that cannot be kept as it was written: send it as text'

const isKept = (value: number): boolean =>
  Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
