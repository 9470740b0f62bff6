/** The mail server's thread, seen from the crowd's. */
import { Worker } from 'node:worker_threads'
import type { SunkMail } from './mail-sink.ts'

export type FromMailThread =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'mail'; readonly mail: SunkMail }
  | { readonly kind: 'all' }

export interface MailThread {
  readonly port: number
  /** Resolves when every mail that was taken until now has been told. */
  all(): Promise<void>
}

export function startMailThread(take: (mail: SunkMail) => void): Promise<MailThread> {
  const worker = new Worker(new URL('./mail-thread.ts', import.meta.url))
  const asking: (() => void)[] = []
  const all = (): Promise<void> =>
    new Promise((resolve) => {
      asking.push(resolve)
      worker.postMessage('all')
    })
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.on('message', (said: FromMailThread) => {
      if (said.kind === 'mail') take(said.mail)
      else if (said.kind === 'all') asking.shift()?.()
      else resolve({ port: said.port, all })
    })
  })
}
