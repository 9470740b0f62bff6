/**
 * The load balancer that somebody would have in front: it takes turns among the nodes it was given, and asks the next one
 * when a node refuses, resets or is not ready. It keeps no state of anybody.
 */
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

export interface Balancer {
  readonly port: number
  add(port: number): void
  remove(port: number): void
  /** How often a request was given to another node. */
  retries(): number
  close(): Promise<void>
}

const mostTries = 5

export async function openBalancer(): Promise<Balancer> {
  const state = { nodes: [] as number[], turn: 0, retries: 0, agent: new Agent({ keepAlive: true }) }
  const server = createServer((incoming, outgoing) => void pass(state, incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    add: (port) => void state.nodes.push(port),
    remove: (port) => void (state.nodes = state.nodes.filter((node) => node !== port)),
    retries: () => state.retries,
    close() {
      state.agent.destroy()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface State {
  readonly nodes: readonly number[]
  turn: number
  retries: number
  readonly agent: Agent
}

async function pass(state: State, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const body = await buffer(incoming)
  for (let tries = 1; tries <= mostTries; tries++) {
    state.turn += 1
    const node = state.nodes[state.turn % state.nodes.length] ?? 0
    const answer = await forward(state, node, incoming, body)
    if (answer && (answer.status !== 503 || tries === mostTries)) {
      outgoing.writeHead(answer.status, answer.headers).end(answer.body)
      return
    }
    state.retries += 1
  }
  outgoing.writeHead(502).end()
}

interface Passed {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

function forward(state: State, port: number, from: IncomingMessage, body: Buffer): Promise<Passed | undefined> {
  return new Promise((resolve) => {
    const { connection: _, 'transfer-encoding': __, ...headers } = from.headers
    const outgoing = request({
      host: '127.0.0.1',
      port,
      agent: state.agent,
      method: from.method,
      path: from.url,
      headers: { ...headers, 'x-forwarded-for': headers['x-forwarded-for'] ?? '' },
    })
    outgoing.on('error', () => resolve(undefined))
    outgoing.on('response', (incoming) => {
      buffer(incoming).then(
        (answer) => {
          const { connection: _, 'transfer-encoding': __, 'keep-alive': ___, ...kept } = incoming.headers
          resolve({ status: incoming.statusCode ?? 502, headers: kept, body: answer })
        },
        () => resolve(undefined),
      )
    })
    outgoing.end(body)
  })
}
