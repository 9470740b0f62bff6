/** The mark of a person whom an import has begun and not finished: the next run finishes her, and nobody else. */
import { after, days, type Id, type Ports } from 'postern/kit'

interface Whose {
  readonly ports: Pick<Ports, 'store' | 'clock'>
  readonly tenant: Id<'tenant'>
  readonly id: Id<'user'>
}

interface Mark {
  put(): Promise<void>
  isThere(): Promise<boolean>
  clear(): Promise<void>
}

const kind = 'import-unfinished'
/** For as long as somebody may remember that an import was ended. */
const keptFor = days(365)

export function unfinished({ ports: { store, clock }, tenant, id }: Whose): Mark {
  const at = () => ({ tenant, now: clock.now() })
  const group = `${kind}/${id}`
  return {
    async put() {
      const artifact = { kind, id, json: '{}', group, expiresAt: after(clock.now(), keptFor) }
      await store.artifacts.put({ ...at(), artifact })
    },
    isThere: async () => (await store.artifacts.find({ ...at(), kind, id })) !== undefined,
    clear: async () => void (await store.artifacts.revoke({ ...at(), group })),
  }
}
