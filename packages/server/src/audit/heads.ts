/** The newest seal of each tenant, to be kept where nobody who can write to the database can write. One JSON line each. */
import { type Id, type Instant, iso, type Ports, proofOf } from 'postern/kit'
import { z } from 'zod'

export interface Head {
  readonly tenant: Id<'tenant'>
  readonly last: number
  readonly link: string
  readonly at: Instant
}

export async function headOf(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  tenant: Id<'tenant'>,
): Promise<Head | undefined> {
  const [seal] = await store.events.seals({ tenant, now: clock.now(), limit: 1 })
  return seal && { tenant, last: seal.last, link: proofOf(seal.link), at: seal.at }
}

export const writeHead = ({ tenant, last, link, at }: Head): string =>
  JSON.stringify({ tenant, last, link, at: iso(at) })

/** A head as it is written here or told in a report; a seal as the API answers it, which names no tenant. */
const head = z.object({
  tenant: z.string().min(1).optional(),
  last: z.int().min(1),
  link: z.string().min(1),
  at: z.union([z.iso.datetime().transform((text) => Date.parse(text)), z.int()]),
})

/** A page of the API's seals is a line as well. */
const line = z.union([z.object({ items: z.array(head) }), head.transform((one) => ({ items: [one] }))])

/**
 * `tenant` is whose they are where they do not say it. Throws a `TypeError` that names the first line which is none of
 * ours, or nobody's.
 */
export function readHeads(text: string, tenant?: Id<'tenant'>): readonly Head[] {
  return text.split('\n').flatMap((each, index) => {
    if (each.trim() === '') return []
    const parsed = line.safeParse(parse(each))
    if (!parsed.success) throw new TypeError(`line ${index + 1} of the heads is no head of a trail`)
    return parsed.data.items.map(({ last, link, at, ...said }) => {
      const whose = (said.tenant as Id<'tenant'> | undefined) ?? tenant
      if (whose === undefined) throw new TypeError(`line ${index + 1} of the heads names no tenant: say --tenant`)
      return { tenant: whose, last, link, at: at as Instant }
    })
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
