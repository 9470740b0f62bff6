/** The applications of a tenant that what it is to say would make unusable, as they are stored. */
import { isDeepStrictEqual } from 'node:util'
import type { Id } from 'postern/kit'
import type { ApplicationDocument } from './application-document.ts'
import { unusable } from './application-faults.ts'
import type { Desk } from './desk.ts'
import type { FieldFault } from './resource.ts'
import type { ApplicationSettings } from './settings.ts'
import { findTenant, type TenantDocument } from './tenant-document.ts'

const atOnce = 200
const mostTold = 10

interface Place {
  readonly desk: Desk
  readonly id: Id<'tenant'>
}

/** One that is unusable already holds back no change. Those that say the same are judged once, however many they are. */
export async function brokenApplications(value: TenantDocument, { desk, id }: Place): Promise<readonly FieldFault[]> {
  const before = (await findTenant(desk.ports, id))?.value
  if (before && isDeepStrictEqual(saidBy(before), saidBy(value))) return []
  const judged = new Map<string, readonly FieldFault[]>()
  const judge = (settings: ApplicationSettings = {}): readonly FieldFault[] => {
    const said = JSON.stringify(settings)
    const known = judged.get(said)
    if (known) return known
    const faults = unusable(settings, id, value)
    const broken = faults.length > 0 && unusable(settings, id, before).length === 0 ? faults : []
    judged.set(said, broken)
    return broken
  }
  const told: FieldFault[] = []
  for await (const { id: application, settings } of applicationsOf({ desk, id })) {
    const faults = judge(settings)
    told.push(
      ...faults.map(({ path, why }) => ({ path, why: `${why}; the application ${application} would be unusable` })),
    )
    if (told.length >= mostTold) break
  }
  return told
}

/** Nothing else that a tenant says is judged over an application. */
const saidBy = ({ settings = {}, signing = {} }: TenantDocument): object => ({ settings, signing })

async function* applicationsOf({ desk, id: tenant }: Place): AsyncGenerator<{
  readonly id: string
  readonly settings: ApplicationSettings | undefined
}> {
  const { store, clock } = desk.ports
  const at = { tenant, now: clock.now(), kind: 'application', limit: atOnce }
  let after: string | undefined
  do {
    const page = await store.documents.list({ ...at, ...(after !== undefined && { after }) })
    for (const { id, json } of page.items) yield { id, settings: (JSON.parse(json) as ApplicationDocument).settings }
    after = page.next
  } while (after !== undefined)
}
