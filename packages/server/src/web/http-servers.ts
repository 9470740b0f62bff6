/**
 * The HTTP servers of one process: one per address, the same port, one listener. Owns limits of time and what a
 * malformed request is told.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { mostConnections, openFilesLimit } from './open-files.ts'

/** One address each; all on the same port. */
export interface Listening {
  readonly servers: readonly Server[]
  readonly port: number
  /** As a URL writes them: `127.0.0.1:3000`. */
  readonly addresses: readonly string[]
}

/** Rejects with the system's error, `EADDRINUSE` for a port that is taken on any of the hosts. */
export async function listen(hosts: readonly string[], port: number, listener: RequestListener): Promise<Listening> {
  const servers: Server[] = []
  try {
    for (const host of hosts) {
      const server = makeServer(listener)
      const isOpen = await open(server, host, portOf(servers[0]) ?? port, servers.length > 0)
      if (isOpen) servers.push(server)
    }
  } catch (fault) {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
    throw fault
  }
  return { servers, port: portOf(servers[0]) ?? port, addresses: servers.map(addressOf) }
}

function makeServer(listener: RequestListener): Server {
  const server = createServer({ connectionsCheckingInterval: 1_000 }, listener)
  server.headersTimeout = 10_000
  server.requestTimeout = 15_000
  // Longer than the usual idle time of a load balancer, which must be the one to let go.
  server.keepAliveTimeout = 65_000
  server.maxRequestsPerSocket = 0
  // Of silence, in a request or an answer: who takes nothing of his answer is let go. Event streams speak more often.
  server.timeout = 60_000
  const most = mostConnections(openFilesLimit())
  if (most !== undefined) server.maxConnections = most
  server.on('clientError', refuse)
  return server
}

/**
 * Connections that wait to be accepted, one in each turn of the event loop. In a queue of the usual 511 they would have
 * given up by then; who finds it full is told so by his own system, and comes again a second later.
 */
const backlog = 64

/** Whether it listens. A further address that this machine does not have is no fault. */
function open(server: Server, host: string, port: number, isFurther: boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (fault: NodeJS.ErrnoException) => {
      const isAbsent = fault.code === 'EADDRNOTAVAIL' || fault.code === 'EAFNOSUPPORT'
      if (isFurther && isAbsent) resolve(false)
      else reject(fault)
    })
    server.listen({ host, port, backlog }, () => {
      server.removeAllListeners('error')
      resolve(true)
    })
  })
}

function portOf(server: Server | undefined): number | undefined {
  const address = server?.address()
  return typeof address === 'object' && address !== null ? address.port : undefined
}

function addressOf(server: Server): string {
  const address = server.address()
  if (typeof address !== 'object' || address === null) return String(address)
  return `${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
}

const refusals: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

/** What no application sees: the bytes were no request, or did not come in time. */
function refuse(fault: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || fault.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = refusals[fault.code ?? ''] ?? '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
