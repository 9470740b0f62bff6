/** In which application an attempt or a session is. It never moves, so that a few thousand answers are kept. */
import type { Id, Named, Ports } from 'postern/kit'

export interface Whereabouts {
  of(tenant: Id<'tenant'>, named: Named): Promise<string | undefined>
  /** Spares the first who asks for it a read. */
  remember(tenant: Id<'tenant'>, attempt: Id<'attempt'>, application: Id<'application'>): void
}

const mostKept = 20_000

export function createWhereabouts({ store, clock }: Pick<Ports, 'store' | 'clock'>): Whereabouts {
  const kept = new Map<string, string>()
  const keep = (id: string, application: string | undefined): string | undefined => {
    if (application === undefined) return undefined
    if (kept.size >= mostKept) kept.clear()
    kept.set(id, application)
    return application
  }
  return {
    remember: (tenant, attempt, application) => void keep(`${tenant}/${attempt}`, application),
    async of(tenant, { attempt, session }) {
      const at = { tenant, now: clock.now() }
      if (attempt) {
        return (
          kept.get(`${tenant}/${attempt}`) ??
          keep(`${tenant}/${attempt}`, (await store.attempts.find({ ...at, id: attempt }))?.attempt.application)
        )
      }
      const held = session?.(tenant)
      if (!held) return undefined
      return (
        kept.get(`${tenant}/${held}`) ??
        keep(`${tenant}/${held}`, (await store.sessions.find({ ...at, id: held }))?.session.application)
      )
    },
  }
}
