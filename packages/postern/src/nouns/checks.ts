/** What the nouns check of their arguments before anything is asked of the engine. */
import { checkKind, checkMembers, isObject, isText, type Kind, object, wholeFrom } from '../domain/kinds.ts'
import { lineForm } from '../domain/line-form.ts'
import { type IsPlace, mustBePlace } from '../domain/place.ts'
import { isRole, mustBeRoles } from '../domain/role.ts'
import type { Scope } from '../domain/scope.ts'
import type { SchemaIssue, StandardSchema } from '../domain/standard-schema.ts'
import type { Engine } from '../engine/engine.ts'
import { isCallerSource } from '../http/sender.ts'

/** What a noun is made of. */
export interface NounParts<Data extends object> {
  readonly engineOf: () => Promise<Engine>
  readonly scope: Scope
  /** The option `roles`; absent: any word. */
  readonly roles: readonly string[] | undefined
  readonly userData: StandardSchema<Data> | undefined
}

type Kept = Readonly<Record<string, unknown>>

/** An argument that is an object, and each of its members. Throws a `TypeError` that names what is wrong. */
export function checkArgument(name: string, given: unknown, kinds: Readonly<Record<string, Kind>>): void {
  checkKind(name, given, object)
  checkMembers(given as object, kinds, { what: `member of ${name}` })
}

export const callerSource: Kind = {
  must: 'must be a Request, its Headers, or an IncomingMessage',
  fits: isCallerSource,
}

/** How many are on a page. */
export const pageSize: Kind = wholeFrom(1, 200)

/** Where a page begins, of a list whose pages end at such places. */
export const pagePlace = (isPlace: IsPlace): Kind => ({
  must: mustBePlace,
  fits: (value) => isText(value) && isPlace(value),
})

/** Whether the option `roles` lists them all, where there is one. */
export function checkRoles(known: readonly string[] | undefined, roles: readonly string[]): boolean {
  if (known && !roles.every((role) => known.includes(role))) return false
  if (!roles.every(isRole)) throw new TypeError(`roles ${mustBeRoles}`)
  if (new Set(roles).size !== roles.length) throw new TypeError('roles must name each role once')
  return true
}

/** The data as the schema gives it back; absent data is not checked. Without a schema it must be a plain object. */
export async function checkData(
  schema: StandardSchema<object> | undefined,
  data: object | undefined,
): Promise<{ readonly data?: Kept } | { readonly issues: readonly SchemaIssue[] }> {
  if (data === undefined) return {}
  const result = schema ? await schema['~standard'].validate(data) : { value: data }
  if (result.issues) return { issues: result.issues }
  const json = isObject(result.value) ? jsonOf(result.value) : undefined
  // A date is an object too, and text in JSON.
  if (!json?.startsWith('{')) throw new TypeError('data must be a plain object')
  if (json.length > mostData) throw new TypeError('data must be 16 KiB of JSON at most')
  return { data: JSON.parse(json) as Kept }
}

function jsonOf(value: object): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

const mostData = 16 * 1024

/** A word for the record: events hold no free text. */
export function wordOf(reason: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(reason)) return reason
  throw new TypeError('reason must be a word of lower-case letters, digits and dashes, 64 at most')
}

/** A name as pages and mails can show it. */
export function lineOf(path: string, text: string, most: number): string {
  const line = typeof text === 'string' ? text.trim() : ''
  if (line !== '' && line.length <= most && lineForm.test(line)) return line
  throw new TypeError(
    `${path} must be one line of 1 to ${most} characters, without control characters and marks that turn its direction`,
  )
}

interface Facts {
  readonly name?: string | null | undefined
  readonly locale?: string | null | undefined
}

/** Name and locale of a user; what is absent stays absent, `null` stays `null`. */
export function checkFacts<F extends Facts>({ name, locale }: F): Pick<F, 'name' | 'locale'> {
  const bad = typeof locale === 'string' && !/^[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8}){0,5}$/.test(locale)
  if (bad) throw new TypeError('locale must be a language tag such as de or pt-BR')
  return {
    ...(name !== undefined && { name: typeof name === 'string' ? lineOf('name', name, 200) : name }),
    ...(locale !== undefined && { locale }),
  } as Pick<F, 'name' | 'locale'>
}
