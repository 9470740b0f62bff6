/** A wire between a store and its database that a test may cut, and where. */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/**
 * Where the next batch of a routine is cut off: before it reaches the database, when it has, or when the database has
 * answered, which is after its commit.
 */
export type Cut = 'before' | 'when-sent' | 'after-commit'

export interface Proxy {
  readonly port: number
  /** Connections that were made through it so far. */
  connections(): number
  /** Cuts the connection that next carries this text, once. */
  cut(where: Cut, carrying: string): void
  /** Whether the last `cut` has happened. */
  wasCut(): boolean
  /** Refuses new connections, and ends those there are. */
  shut(): Promise<void>
  reopen(): Promise<void>
  close(): Promise<void>
}

export async function startProxy(to: { readonly host: string; readonly port: number }): Promise<Proxy> {
  const pairs = new Set<() => void>()
  let armed: { readonly where: Cut; readonly carrying: string } | undefined
  let made = 0
  const carry = (client: Socket): void => {
    made++
    const server = connect(to.port, to.host)
    const end = (): void => {
      client.destroy()
      server.destroy()
      pairs.delete(end)
    }
    pairs.add(end)
    let dropsAnswer = false
    for (const socket of [client, server]) socket.on('error', end).on('close', end)
    client.on('data', (bytes: Buffer) => {
      const cut = armed && bytes.includes(armed.carrying) ? armed.where : undefined
      if (cut) armed = undefined
      if (cut === 'before') return end()
      server.write(bytes)
      // What lies in the socket is still delivered: the database reads it, and does it.
      if (cut === 'when-sent') server.end(() => client.destroy())
      if (cut === 'after-commit') dropsAnswer = true
    })
    server.on('data', (bytes: Buffer) => {
      if (dropsAnswer) end()
      else client.write(bytes)
    })
  }
  let server: Server
  const listen = async (port: number): Promise<number> => {
    server = createServer(carry).listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const shut = async (): Promise<void> => {
    const closed = once(server, 'close')
    server.close()
    for (const end of pairs) end()
    await closed
  }
  const port = await listen(0)
  return {
    port,
    connections: () => made,
    cut(where, carrying) {
      armed = { where, carrying }
    },
    wasCut: () => armed === undefined,
    shut,
    reopen: async () => void (await listen(port)),
    close: shut,
  }
}
