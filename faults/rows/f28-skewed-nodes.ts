import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { setOffset } from '../nodes/moving-clock.ts'
import type { RunningNode } from '../nodes/running-node.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'

const secretsLive = 5_000
/** Twice as long from the request at most, however late the mail was noted as sent. */
const surelyOver = 2 * secretsLive + 1_000
const skews = [30_000, -30_000, 0]
/** A mail may take a while on a busy machine: only who was fast is owed a yes. */
const certainly = 3_000

export const skewedNodes: Row = {
  name: 'F28',
  about: 'three nodes whose clocks are 30 s ahead, 30 s behind and right',
  engines: ['postgres'],
  async run(scene) {
    const nodes: RunningNode[] = []
    for (const skew of skews) {
      const file = join(scene.folder, `clock-${nodes.length}`)
      setOffset(file, skew)
      scene.history.fault(`a node ${skew / 1_000} s ahead`)
      nodes.push(await scene.start({ clock: { file, kind: 'skewed' }, secretsLive }))
    }
    const ends = performance.now() + scene.pick(1, 1_800_000)
    const wrong: string[] = []
    do {
      const people = Array.from({ length: 18 }, (_, person) => live(scene, nodes, person))
      wrong.push(...(await Promise.all(people)).flat())
    } while (performance.now() < ends)
    return {
      wrong,
      note: 'clocks are set by the node’s own script; secrets live 5 s, so that each ends while it is watched',
    }
  },
}

/** Asks one node; half redeem at once at another, half when it is too late, at every node. */
async function live(scene: Scene, nodes: readonly RunningNode[], person: number): Promise<readonly string[]> {
  const caller = scene.caller({ timeout: 30_000 })
  const portOf = (at: number): number => nodes[at % nodes.length]?.port ?? 0
  const begun = performance.now()
  const { answer, handle } = await caller.request(`skewed-${person}@example.com`, portOf(person))
  const mail = await scene.sink.mailOf(answer?.attempt ?? '', 20_000)
  if (!mail) return []
  const secrets = { token: mail.token, handle }
  if (person % 2 === 0) {
    const redeemed = await caller.redeem(mail.attempt, secrets, { port: portOf(1 + person / 2) })
    const isEarly = performance.now() - begun < certainly
    return isEarly && redeemed.answer && redeemed.answer.session === undefined
      ? [`a link was refused within its time: ${redeemed.answer.code}`]
      : []
  }
  await pause(mail.at + surelyOver - performance.now())
  for (const { port } of nodes) await caller.redeem(mail.attempt, secrets, { port, expired: true })
  return []
}
