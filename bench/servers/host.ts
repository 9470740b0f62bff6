/**
 * What every measured process has in common: it listens on a free loopback port, says so, and answers the runner's
 * questions about itself over the process channel, never over HTTP. It dies with its runner.
 */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'

export type Ask = { readonly kind: 'sample' } | { readonly kind: 'stop' }

export type Tell =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'sample'; readonly cpuMicroseconds: number; readonly rssBytes: number; readonly stallMs: number }

const resolutionMs = 2

/** `close` gives the server's store back before the process ends. */
export function host(server: Server, close: () => Promise<void> | void = () => {}): void {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs })
  delay.enable()
  server.listen(0, '127.0.0.1', () => tell({ kind: 'ready', port: (server.address() as AddressInfo).port }))
  process.once('disconnect', () => process.exit(0))
  process.on('message', (ask: Ask) => {
    if (ask.kind === 'stop') return void stop(server, close)
    const stallMs = Math.max(0, delay.max / 1e6 - resolutionMs)
    delay.reset()
    const { user, system } = process.cpuUsage()
    tell({ kind: 'sample', cpuMicroseconds: user + system, rssBytes: process.memoryUsage.rss(), stallMs })
  })
}

async function stop(server: Server, close: () => Promise<void> | void): Promise<void> {
  server.close()
  server.closeAllConnections()
  await close()
  process.exit(0)
}

function tell(message: Tell): void {
  process.send?.(message)
}
