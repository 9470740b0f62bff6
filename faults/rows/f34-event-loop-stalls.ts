import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { ask } from '../ask.ts'
import type { Row } from '../row.ts'

const longestStall = 50
const usualStall = 10

/** Every page that anybody may ask for, in every language. */
const pages = ['sign-in', 'signed-out', 'error', 'link/00000000000000000000000000']
// biome-ignore format: in the order of the locales
const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'fi', 'pl', 'cs', 'uk', 'tr', 'ja', 'zh', 'ko', 'hi', 'ar', 'he']

export const eventLoopStalls: Row = {
  name: 'F34',
  about: 'how long the event loop stands still under load, with the largest pages in between',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const node = await scene.start()
    const load = scene.load({ workers: scene.pick(8, 32) })
    const agent = new Agent({ keepAlive: true })
    scene.onEnd(async () => agent.destroy())
    const readAll = async (): Promise<void> => {
      for (const page of pages)
        for (const language of languages)
          await ask({
            port: node.port,
            method: 'GET',
            path: `/auth/${page}`,
            headers: { host: 'localhost:4000', accept: 'text/html', 'accept-language': language },
            timeout: 20_000,
            agent,
          })
    }
    // What is compiled at its first use is not what is measured.
    await readAll()
    await pause(scene.pick(1_000, 10_000))
    await node.tell({ kind: 'sample' })
    scene.history.fault('load and pages')
    const ends = performance.now() + scene.pick(2_500, 300_000)
    while (performance.now() < ends) await readAll()
    await node.tell({ kind: 'sample' })
    await load.stop()
    const sample = node.said.findLast((line) => line.kind === 'sample')
    const isJudged = scene.size === 'full'
    const [longest, usual] = [sample?.longestStall ?? 0, sample?.stallP99 ?? 0]
    return {
      wrong: [
        ...(isJudged && longest > longestStall ? [`the event loop stood still for ${Math.round(longest)} ms`] : []),
        ...(isJudged && usual > usualStall ? [`one turn in a hundred took ${Math.round(usual)} ms`] : []),
      ],
      note: `longest stall ${longest.toFixed(1)} ms, p99 ${usual.toFixed(1)} ms${isJudged ? '' : ' (judged in the full size only: a small run has no core to itself)'}. JWKS and CSV export do not exist yet`,
    }
  },
}
