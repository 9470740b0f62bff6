/** What flags say, read into values. What cannot be read is refused with the way to write it. */
import { type IsPlace, type Scope, unknownRoles } from 'postern/kit'
import { locale, name } from '../api/people/schemas.ts'
import { Refusal } from '../config/refusal.ts'
import { roleName } from '../resources/role-name.ts'
import type { Values } from './arguments.ts'

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `12h`, `90d`: milliseconds. */
export function readDuration(flag: string, text: string): number {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const length = Number(count) * (units[unit as keyof typeof units] ?? 0)
  if (length > 0) return length
  throw new Refusal([`--${flag} wants a time such as 30m, 12h or 90d; it got ${JSON.stringify(text)}.`])
}

/** A name or a language of somebody, as the API takes it. */
export function readFact(flag: 'name' | 'locale', text: string): string {
  const { success, data } = { name, locale }[flag].safeParse(text)
  if (success) return data
  const wants = { name: '1 to 200 letters on one line', locale: 'a language such as en or pt-BR' }[flag]
  throw new Refusal([`--${flag} wants ${wants}; it got ${JSON.stringify(text.slice(0, 300))}.`])
}

/** A page of a list whose pages end at such places. */
export function readPage(
  { limit = '50', after }: Values,
  isPlace: IsPlace,
): { readonly limit: number; readonly after?: string } {
  const count = /^\d{1,3}$/.test(limit) ? Number(limit) : 0
  if (count < 1 || count > 200) throw new Refusal([`--limit wants a number from 1 to 200; it got ${limit}.`])
  if (after !== undefined && !isPlace(after))
    throw new Refusal([`--after wants what the page before ended with; it got ${JSON.stringify(after.slice(0, 300))}.`])
  return { limit: count, ...(after !== undefined && { after }) }
}

/** A word for the record: events hold no free text. */
export function readWord(flag: string, text: string | undefined): string | undefined {
  if (text === undefined || /^[a-z0-9][a-z0-9-]{0,63}$/.test(text)) return text
  throw new Refusal([
    `--${flag} wants a word of lower-case letters, digits and dashes; it got ${JSON.stringify(text)}.`,
  ])
}

/** As the library and the API want them: what the application does not know would be left out in silence. */
export function checkRoles({ application }: Scope, roles: readonly string[]): void {
  const wrong = roles.find((one) => !roleName.safeParse(one).success)
  if (wrong !== undefined)
    throw new Refusal([`--role wants a word of letters, digits and : . _ -; it got ${JSON.stringify(wrong)}.`])
  const [unknown] = unknownRoles(application, roles)
  if (unknown !== undefined) throw new Refusal([`${unknown} is no role of the application ${application.id}.`])
}

/** The JSON Merge Patch that `--name`, `--set` and `--unset` mean. */
export function readPatch({ name, set = [], unset = [] }: Values): Record<string, unknown> {
  const patch: Record<string, unknown> = name === undefined ? {} : { name }
  for (const one of set) {
    const at = one.indexOf('=')
    if (at < 1) throw new Refusal([`--set wants a path and a value, such as settings.signUp=closed; it got ${one}.`])
    put(patch, one.slice(0, at), valueOf(one.slice(at + 1)))
  }
  for (const path of unset) put(patch, path, null)
  return patch
}

function put(patch: Record<string, unknown>, path: string, value: unknown): void {
  const members = path.split('.')
  const last = members.pop()
  if (
    last === undefined ||
    members.some((one) => one === '') ||
    ['__proto__', 'constructor'].some((one) => path.includes(one))
  ) {
    throw new Refusal([`${path} is no path of a setting: it is written like settings.signUp.`])
  }
  let within = patch
  for (const member of members) {
    const inner = within[member]
    within[member] = typeof inner === 'object' && inner !== null ? inner : {}
    within = within[member] as Record<string, unknown>
  }
  within[last] = value
}

/** JSON where it is JSON; text otherwise, so that nobody quotes a word twice. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
