/** A proxy as people put before Node: it ends the connection, notes who called, and may take something off the path. */
import { createServer, request } from 'node:http'

export interface ProxyOptions {
  readonly port: number
  readonly target: number
  /** The address it notes as the caller's. */
  readonly caller: string
  /** What it takes off the front of a path. */
  readonly strip?: string
}

/** Answers how to stop. */
export async function startProxy({ port, target, caller, strip = '' }: ProxyOptions): Promise<() => Promise<void>> {
  const server = createServer((incoming, outgoing) => {
    const { url = '/', method, headers } = incoming
    const path = url.startsWith(`${strip}/`) ? url.slice(strip.length) : url
    const earlier = headers['x-forwarded-for']
    const forwarded = earlier === undefined ? caller : `${[earlier].flat().join(', ')}, ${caller}`
    const onward = request(
      { port: target, host: '127.0.0.1', path, method, headers: { ...headers, 'x-forwarded-for': forwarded } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
}
