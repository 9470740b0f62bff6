/**
 * What an application's own code hands over, option or argument, is looked at once: by tables of kinds. Whatever is of
 * another kind is a `TypeError` that names it.
 */

export interface Kind {
  /** Goes on from the value's name: `must be text`. */
  readonly must: string
  readonly fits: (value: unknown) => boolean
  /** Whether a member of this kind has to be there. */
  readonly required?: true
}

/** A kind for every member that there is. */
export type Kinds<T> = Readonly<Record<keyof T, Kind>>

export const isText = (value: unknown): value is string => typeof value === 'string'

/** A class's instance too, but no list. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const flag: Kind = { must: 'must be true or false', fits: (value) => typeof value === 'boolean' }
export const text: Kind = { must: 'must be text', fits: isText }
export const texts: Kind = {
  must: 'must be a list of texts',
  fits: (value) => Array.isArray(value) && value.every(isText),
}
export const number: Kind = { must: 'must be a number', fits: (value) => typeof value === 'number' }
export const method: Kind = { must: 'must be a function', fits: (value) => typeof value === 'function' }
export const object: Kind = { must: 'must be an object', fits: isObject }
/** Looked at elsewhere, by what answers for it. */
export const anything: Kind = { must: '', fits: () => true }

export const wholeFrom = (least: number, most: number = Number.MAX_SAFE_INTEGER): Kind => ({
  must: `must be a whole number from ${least} ${most === Number.MAX_SAFE_INTEGER ? 'on' : `to ${most}`}`,
  fits: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
})

export function oneOf(...values: readonly unknown[]): Kind {
  const said = values.map((value) => (isText(value) ? `'${value}'` : String(value)))
  const must = `must be ${[said.slice(0, -1).join(', '), ...said.slice(-1)].join(' or ')}`
  return { must, fits: (value) => values.includes(value) }
}

/** `first` or `second`, as `must` says it. */
export function either(first: Kind, second: Kind, must: string): Kind {
  return { must, fits: (value) => first.fits(value) || second.fits(value) }
}

/** The same, or `null`, which takes away. */
export const orNull = (kind: Kind): Kind => ({
  must: `${kind.must}, or null`,
  fits: (value) => value === null || kind.fits(value),
})

/** A member that has to be there. */
export const required = (kind: Kind): Kind => ({ ...kind, required: true })

export function checkKind(path: string, value: unknown, { must, fits }: Kind): void {
  if (!fits(value)) throw new TypeError(`${path} ${must}`)
}

/** Every member of `given` is one of the table's, and of its kind. `before` begins the path of each, `what` is what each is. */
export function checkMembers(
  given: object,
  kinds: Readonly<Record<string, Kind>>,
  { before = '', what }: { readonly before?: string; readonly what: string },
): void {
  const other = Object.keys(given).find((name) => !Object.hasOwn(kinds, name))
  if (other !== undefined) {
    const meant = Object.keys(kinds).find((name) => name.toLowerCase() === other.toLowerCase())
    throw new TypeError(`${before}${other} is no ${what}${meant === undefined ? '' : `: ${before}${meant} is`}`)
  }
  for (const [name, kind] of Object.entries(kinds)) {
    const value = (given as Readonly<Record<string, unknown>>)[name]
    if (value !== undefined || kind.required) checkKind(before + name, value, kind)
  }
}
