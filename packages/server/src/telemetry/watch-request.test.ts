import { createServer, request, type ServerResponse } from 'node:http'
import type { Runtime } from 'postern/kit'
import { expect, test } from 'vitest'
import type { AnsweredRequest, Log } from '../logs/log.ts'
import type { Metrics } from './metrics.ts'
import type { Spans } from './spans.ts'
import { watchRequest } from './watch-request.ts'

const runtime = { app: { router: { match: () => [[[[undefined, { path: '/auth/me' }]]]] } } } as unknown as Runtime

/** What was told of one request, whose caller leaves before the answer where `leaves` says so. */
async function toldOf(leaves: boolean): Promise<readonly unknown[]> {
  const told: unknown[] = []
  const log = { tellsRequests: true, request: ({ status }: AnsweredRequest) => told.push(status) } as unknown as Log
  const metrics = { request: ({ status }: AnsweredRequest) => told.push(status) } as unknown as Metrics
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const outgoing = request({ port, host: '127.0.0.1', agent: false }).on('error', () => undefined)
  await new Promise<void>((resolve) => {
    const spans = {
      request({ onEnd }, work) {
        onEnd((status) => {
          told.push(status)
          resolve()
        })
        work()
      },
    } as Spans
    const work = (answer: ServerResponse) => () => void (leaves ? outgoing.destroy() : answer.writeHead(401).end('no'))
    server.on('request', (incoming, answer) => {
      watchRequest(log, { metrics, spans }, { runtime, incoming, outgoing: answer }, work(answer))
    })
    outgoing.on('response', (incoming) => incoming.resume()).end()
  })
  await new Promise((resolve) => server.close(resolve))
  return told
}

test('an answer is told by its status', async () => {
  expect(await toldOf(false)).toEqual([401, 401, 401])
})

test('where the caller has gone before there was an answer, that is told, and no status that nobody got', async () => {
  expect(await toldOf(true)).toEqual(['aborted', 'aborted', 'aborted'])
})
