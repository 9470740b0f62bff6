import { leaseLength } from '../leases.ts'
import type { Row } from '../row.ts'

const workers = 4
/** Beyond the longest pause before a retry, and the longest of a broken circuit. */
const afterEveryPause = leaseLength + 35_000

export const sharedOutbox: Row = {
  name: 'F16',
  about: 'four nodes share a full outbox',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const mails = scene.pick(200, 10_000)
    const clock = { file: scene.clockFile, kind: 'given' } as const
    // Nobody takes its mails: they wait in the database.
    const asking = await scene.start({ clock, smtp: 'smtp://127.0.0.1:1' })
    const caller = scene.caller()
    let next = 0
    const ask = async (): Promise<void> => {
      while (next < mails) await caller.request(`queued-${next++}@example.com`)
    }
    await Promise.all(Array.from({ length: 16 }, ask))
    await asking.stop()
    scene.setClocks(afterEveryPause)
    const begun = scene.history.now()
    scene.history.fault('four nodes start over a full outbox')
    await Promise.all(Array.from({ length: workers }, () => scene.start({ clock })))
    await scene.until(`${mails} mails`, () => scene.sink.mails.length >= mails, 300_000)
    const took = scene.history.now() - begun
    return {
      // On a machine so slow that leases run out, a second node may rightly take what the first is at.
      mayRepeat: took < leaseLength / 2 ? 0 : mails,
      maxRecovery: took,
      note: `${mails} mails by ${workers} nodes; recovery is the time until the last was taken`,
    }
  },
}
