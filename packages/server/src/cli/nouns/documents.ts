/** What all kinds of documents have in common on the command line: list, show, create, change, remove. */
import { type Id, iso } from 'postern/kit'
import { Refusal } from '../../config/refusal.ts'
import type { Resource } from '../../resources/resource.ts'
import { change, create, findShelved, listShelved, remove, type Shelved, type Shelving } from '../../resources/shelf.ts'
import { confirm } from '../confirm.ts'
import { readPage, readPatch } from '../given.ts'
import type { Office } from '../office.ts'
import { list, type Said, sheet } from '../said.ts'
import { first, type Given, type Verb } from './verb.ts'

export interface DocumentNoun<T extends object> {
  readonly resource: Resource<T>
  /** As sentences name it: `application`. */
  readonly one: string
  /** A line of a list. */
  readonly row: (value: T) => Readonly<Record<string, unknown>>
  /** A change as it is kept, where that is not as it was typed. Throws a `Refusal`. */
  readonly read?: (patch: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
}

export type DocumentVerb = 'list' | 'show' | 'create' | 'change' | 'remove'

export function documentVerbs<T extends object>(noun: DocumentNoun<T>): Readonly<Record<DocumentVerb, Verb>> {
  const { resource, one, row } = noun
  const whereOf = async (office: Office, { values }: Given) => ({
    desk: office.desk,
    resource,
    tenant: resource.of === 'system' ? ('system' as Id<'tenant'>) : await office.tenant(values),
  })
  return {
    async list(office, given) {
      const page = await listShelved(
        await whereOf(office, given),
        readPage(given.values, (text) => resource.id.test(text)),
      )
      const items = page.items.map((found) => ({ ...presented(resource, found), row: row(found.value) }))
      const said = list(
        { items, next: page.next },
        (item: (typeof items)[number]) => ({ id: item.id, ...item.row }),
        `There is no ${one}.`,
      )
      return {
        ...said,
        json: {
          items: items.map(({ row: _row, ...item }) => item),
          ...(page.next !== undefined && { next: page.next }),
        },
      }
    },
    async show(office, given) {
      const id = first(given)
      const found = await findShelved(await whereOf(office, given), id)
      if (!found) throw unknown(one, id)
      return told(resource, found)
    },
    async create(office, given) {
      const id = first(given)
      const value = readPatch(given.values)
      return settled(noun, id, await create(await whereOf(office, given), { id, value: { name: id, ...value } }))
    },
    async change(office, given) {
      const id = first(given)
      const patch = readPatch(given.values)
      if (Object.keys(patch).length === 0)
        throw new Refusal(['Nothing is to be changed: --name, --set or --unset say what.'], 'arguments-invalid')
      return settled(noun, id, await change(await whereOf(office, given), { id, patch: noun.read?.(patch) ?? patch }))
    },
    async remove(office, given) {
      const id = first(given)
      const where = await whereOf(office, given)
      const found = await findShelved(where, id)
      if (!found) throw unknown(one, id)
      await confirm(`This removes the ${one} ${id}.`, given.values)
      const outcome = await remove(where, { id, version: found.version })
      if (outcome.kind === 'in-use') throw new Refusal([outcome.why], 'in-use')
      if (outcome.kind !== 'done') throw settlementFault(noun, id, outcome)
      return { json: { id, removed: true }, text: `The ${one} ${id} is removed.` }
    },
  }
}

export function settled<T extends object>(noun: DocumentNoun<T>, id: string, outcome: Shelving<T>): Said {
  if (outcome.kind !== 'done') throw settlementFault(noun, id, outcome)
  return told(noun.resource, outcome.document)
}

function settlementFault<T extends object>(
  { one }: DocumentNoun<T>,
  id: string,
  outcome: Exclude<Shelving<T>, { readonly kind: 'done' }> | { readonly kind: 'unknown' | 'stale' },
): Refusal {
  switch (outcome.kind) {
    case 'invalid':
      return new Refusal(outcome.faults.map(({ path, why }) => `${path === '' ? `the ${one} ${id}` : path}: ${why}`))
    case 'exists':
      return new Refusal([`There is a ${one} ${id} already: change it, or choose another id.`], 'exists')
    case 'unknown':
      return unknown(one, id)
    case 'stale':
      return new Refusal([`Somebody else is changing the ${one} ${id} at this moment: try again.`], 'version-changed')
  }
}

export const unknown = (one: string, id: string): Refusal =>
  id === 'default' && (one === 'tenant' || one === 'application')
    ? new Refusal(
        [`The ${one} default is the server’s own: its settings are those of postern.config.ts and the environment.`],
        'refused',
      )
    : new Refusal([`There is no ${one} ${id}.`], 'not-found')

const told = <T extends object>(resource: Resource<T>, found: Shelved<T>): Said => {
  const json = presented(resource, found)
  return { json, text: sheet(json) }
}

/** As every interface shows it: what is hidden elsewhere is hidden here. */
export function presented<T extends object>(
  resource: Resource<T>,
  { id, version, changedAt, value }: Shelved<T>,
): { readonly id: string } & Readonly<Record<string, unknown>> {
  return { id, ...(resource.shown?.(value) ?? value), version, changedAt: iso(changedAt as never) }
}
