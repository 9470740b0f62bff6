/** What stands between two documents: as a merge patch that leads from one to the other, and in lines for people. */
export type Patch = Readonly<Record<string, unknown>>

type Plain = Readonly<Record<string, unknown>>

/** `undefined` where they are the same. Lists are one value. */
export function patchBetween(from: Plain, to: Plain): Patch | undefined {
  const patch: Record<string, unknown> = {}
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const [before, after] = [from[name], to[name]]
    if (after === undefined) {
      if (before !== undefined) patch[name] = null
    } else if (isPlain(before) && isPlain(after)) {
      const inner = patchBetween(before, after)
      if (inner) patch[name] = inner
    } else if (!same(before, after)) patch[name] = after
  }
  return Object.keys(patch).length > 0 ? patch : undefined
}

/** `settings.signUp: "open" -> "closed"`; `hide` says which values stay unsaid. */
export function linesOf(
  patch: Patch,
  from: Plain,
  hide: (path: string, value: unknown) => boolean,
  at = '',
): readonly string[] {
  return Object.entries(patch).flatMap(([name, after]) => {
    const path = at === '' ? name : `${at}.${name}`
    const before = from[name]
    if (isPlain(after) && isPlain(before)) return linesOf(after, before, hide, path)
    const shown = (value: unknown): string => {
      const open = withoutHidden(path, value, hide)
      return open === unsaid ? unsaid : text(open)
    }
    return [before === undefined ? `${path}: ${shown(after)}` : `${path}: ${shown(before)} -> ${shown(after)}`]
  })
}

const unsaid = '(not shown)'

/** What is new comes whole, with whatever is to stay unsaid within it. */
function withoutHidden(path: string, value: unknown, hide: (path: string, value: unknown) => boolean): unknown {
  if (value === null) return null
  if (hide(path, value)) return unsaid
  if (Array.isArray(value)) return value.map((one, at) => withoutHidden(`${path}.${at}`, one, hide))
  if (!isPlain(value)) return value
  const members = Object.entries(value)
  return Object.fromEntries(members.map(([name, one]) => [name, withoutHidden(`${path}.${name}`, one, hide)]))
}

function text(value: unknown): string {
  if (value === null) return 'nothing'
  const json = JSON.stringify(value)
  return json.length > 80 ? `${json.slice(0, 79)}…` : json
}

/** Whatever the order of their members. */
function same(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, at) => same(value, other[at]))
  }
  if (isPlain(one) && isPlain(other)) return patchBetween(one, other) === undefined
  return one === other
}

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)
