import { randomBytes } from 'node:crypto'
import { Agent } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { ask } from '../ask.ts'
import type { Database } from '../databases.ts'
import { judgedByTime } from '../judged-by-time.ts'
import { idOf, multiply } from '../multiply.ts'
import type { Stalls } from '../nodes/orders.ts'
import type { Row } from '../row.ts'
import type { Scene } from '../scene.ts'
import { serverCaller, serverHost, startServerOf } from '../servers.ts'

const mostStall = 50
const usualStall = 10

/** Every page that anybody may ask for, in every language. */
const pages = ['sign-in', 'signed-out', 'error', 'link/00000000000000000000000000']
// biome-ignore format: in the order of the locales
const languages = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'fi', 'pl', 'cs', 'uk', 'tr', 'ja', 'zh', 'ko', 'hi', 'ar', 'he']
/** The API's lists of what there is most of, each at its largest page, and the whole trail. */
const listsWith = (address: string): readonly string[] => [
  '/api/v1/users?limit=200',
  '/api/v1/messages?limit=200',
  '/api/v1/events?limit=200',
  `/api/v1/attempts?limit=50&address=${encodeURIComponent(address)}`,
  '/api/v1/events/export',
]

export const eventLoopStalls: Row = {
  name: 'F34',
  about: 'how long the event loop stands still under load, with the largest pages, keys, lists and exports in between',
  engines: ['sqlite', 'postgres'],
  async run(scene) {
    const [atNode, atServer] = [await playNode(scene), await playServer(scene)]
    return {
      wrong: [...judge(scene, 'a node', atNode), ...judge(scene, 'a server', atServer)],
      note: `a node with pages and JWKS: ${told(atNode)}; a server with the API’s largest pages and an export of ${events(scene)} events: ${told(atServer)}${judgedByTime(scene)}`,
    }
  },
}

const events = (scene: Scene): number => scene.pick(2_000, 100_000)

async function playNode(scene: Scene): Promise<Stalls | undefined> {
  const node = await scene.start({ bearer: true })
  const load = scene.load({ workers: scene.pick(8, 32) })
  const read = reader(scene, node.port, 'localhost:4000')
  await measure(scene, 'pages', {
    async readAll() {
      await read('/auth/jwks.json', { accept: '*/*' })
      for (const page of pages)
        for (const language of languages)
          await read(`/auth/${page}`, { accept: 'text/html', 'accept-language': language })
    },
    sample: () => node.tell({ kind: 'sample' }),
  })
  await load.stop()
  await node.stop()
  return node.said.findLast((line) => line.kind === 'sample')
}

async function playServer(scene: Scene): Promise<Stalls | undefined> {
  const lists = listsWith(await fill(await scene.database(), events(scene)))
  const rootKey = randomBytes(32).toString('base64url')
  const server = await startServerOf(scene, { POSTERN_ROOT_KEY: rootKey })
  const caller = serverCaller(scene, { port: () => server.port })
  const load = scene.load({ caller, workers: scene.pick(4, 16), breath: 100 })
  const read = reader(scene, server.port, serverHost)
  const samples: Stalls[] = []
  await measure(scene, 'lists', {
    async readAll() {
      for (const path of lists) await read(path, { authorization: `Bearer ${rootKey}` })
    },
    sample: async () => void samples.push(await server.stalls()),
  })
  await load.stop()
  await server.stop()
  return samples.at(-1)
}

type Read = (path: string, headers: Readonly<Record<string, string>>) => Promise<void>

function reader(scene: Scene, port: number, host: string): Read {
  const agent = new Agent({ keepAlive: true })
  scene.onEnd(async () => agent.destroy())
  return async (path, headers) => {
    const { status } = await ask({ port, method: 'GET', path, headers: { host, ...headers }, timeout: 60_000, agent })
    if (status >= 400 && !path.startsWith('/auth/')) throw new Error(`${path} was answered with ${status}`)
  }
}

interface Measured {
  readonly readAll: () => Promise<void>
  readonly sample: () => Promise<void>
}

async function measure(scene: Scene, what: string, { readAll, sample }: Measured): Promise<void> {
  // What is compiled at its first use is not what is measured.
  await readAll()
  await pause(scene.size === 'small' ? 500 : 10_000)
  await sample()
  scene.history.fault(`load and ${what}`)
  const ends = performance.now() + scene.pick(1_500, 150_000)
  while (performance.now() < ends) await readAll()
  await sample()
}

/** What years leave behind, made of what the load left. Answers the address that most of it is about. */
async function fill(database: Database, count: number): Promise<string> {
  const id = idOf(database)
  const address = { user_id: id, key: `'left-' || n || '@example.com'`, address: `'left-' || n || '@example.com'` }
  const rows = 1_000
  const { engine } = database
  await multiply(database, { table: 'postern_users', count: rows, own: { id, email: address.address } })
  await multiply(database, { table: 'postern_addresses', count: rows, own: address })
  await multiply(database, { table: 'postern_registrations', count: rows, own: { user_id: id } })
  await multiply(database, { table: 'postern_attempts', count: rows, where: `state = 'completed'`, own: { id } })
  await multiply(database, { table: 'postern_messages', count: rows, where: `state = 'sent'`, own: { id } })
  await multiply(database, {
    table: 'postern_events',
    count,
    // A completion that is told twice is what the checker looks for.
    where: `type <> 'sign-in.completed'`,
    own: { id, sequence: engine === 'sqlite' ? 'n' : `nextval('postern_event_sequence')` },
  })
  const [most] = await database.query('SELECT address FROM postern_attempts GROUP BY address ORDER BY count(*) DESC')
  return String(most?.['address'])
}

function told({ longestStall = 0, stallP99 = 0, longestWork = 0 }: Partial<Stalls> = {}): string {
  return `longest stall ${longestStall.toFixed(1)} ms, p99 ${stallP99.toFixed(1)} ms, longest work of its own ${longestWork.toFixed(1)} ms`
}

function judge({ isAlone }: Scene, who: string, stalls: Stalls | undefined): readonly string[] {
  const [longest, usual] = [stalls?.longestStall ?? 0, stalls?.stallP99 ?? 0]
  return [
    ...(isAlone && longest > mostStall ? [`the event loop of ${who} stood still for ${Math.round(longest)} ms`] : []),
    ...(isAlone && usual > usualStall ? [`one turn in a hundred of ${who} took ${Math.round(usual)} ms`] : []),
  ]
}
