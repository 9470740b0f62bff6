/** A TCP proxy that can be slow, silent in either direction, or cut a line at the worst moment. Knows no protocol. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Random } from './random.ts'

export type Weather =
  | { readonly kind: 'clear' }
  /** Every piece arrives so many milliseconds late, in order. */
  | { readonly kind: 'slow'; readonly least: number; readonly most: number }
  /** Nothing arrives and nothing is refused, until the weather clears: what was held is handed on then. */
  | { readonly kind: 'black-hole'; readonly way: 'both' | 'to-server' | 'to-client' }
  /** This share of answers never arrives: what was asked for was done, and the line is cut. */
  | { readonly kind: 'cut-answers'; readonly share: number }

export interface Proxy {
  readonly port: number
  weather(weather: Weather): void
  /** Where new connections lead. */
  target(port: number): void
  /** Ends every connection with a reset. */
  cut(): void
  connections(): number
  cuts(): number
  close(): Promise<void>
}

interface Line {
  pump(): void
  cut(): void
}

export async function openProxy(targetPort: number, random: Random): Promise<Proxy> {
  const state: State = { weather: { kind: 'clear' }, target: targetPort, cuts: 0, random, lines: new Set() }
  const server = createServer({ noDelay: true }, (client) => serve(state, client))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    weather(weather) {
      state.weather = weather
      for (const line of state.lines) line.pump()
    },
    target: (port) => void (state.target = port),
    cut() {
      for (const line of state.lines) line.cut()
    },
    connections: () => state.lines.size,
    cuts: () => state.cuts,
    close() {
      for (const line of state.lines) line.cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

interface State {
  weather: Weather
  target: number
  cuts: number
  readonly random: Random
  readonly lines: Set<Line>
}

function serve(state: State, client: Socket): void {
  const server = connect({ port: state.target, host: '127.0.0.1', noDelay: true })
  const upward = courier(state, 'to-server', server)
  const downward = courier(state, 'to-client', client)
  const cut = (): void => {
    client.resetAndDestroy()
    server.resetAndDestroy()
    state.lines.delete(line)
  }
  const line: Line = {
    cut,
    pump() {
      upward.pump()
      downward.pump()
    },
  }
  state.lines.add(line)
  client.on('data', upward.take)
  server.on('data', (piece) => {
    const { weather } = state
    if (weather.kind === 'cut-answers' && state.random.chance(weather.share)) {
      state.cuts += 1
      cut()
    } else downward.take(piece)
  })
  for (const [from, other] of [
    [client, upward],
    [server, downward],
  ] as const) {
    from.on('error', () => undefined)
    from.on('close', () => {
      other.end()
      state.lines.delete(line)
    })
  }
}

/** Carries the pieces of one direction, each after the one before. */
function courier(state: State, way: 'to-server' | 'to-client', to: Socket) {
  const held: { readonly piece: Buffer | undefined; readonly at: number }[] = []
  let timer: NodeJS.Timeout | undefined
  const pump = (): void => {
    clearTimeout(timer)
    timer = undefined
    while (held.length > 0) {
      const { weather } = state
      if (weather.kind === 'black-hole' && (weather.way === 'both' || weather.way === way)) return
      const [next] = held
      if (!next) return
      const wait = weather.kind === 'slow' ? next.at - performance.now() : 0
      if (wait > 0) {
        timer = setTimeout(pump, wait)
        return
      }
      held.shift()
      if (next.piece) to.write(next.piece)
      else to.end()
    }
  }
  const put = (piece: Buffer | undefined): void => {
    const { weather, random } = state
    const late = weather.kind === 'slow' ? random.between(weather.least, weather.most) : 0
    held.push({ piece, at: performance.now() + late })
    if (timer === undefined) pump()
  }
  return { take: (piece: Buffer) => put(piece), end: () => put(undefined), pump }
}
