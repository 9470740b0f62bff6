/** The mail server of a crowd, on a thread of its own: a crowd that is late must not hold up the mails of the server under test. */
import type { AddressInfo } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { openMailSink } from './mail-sink.ts'
import type { FromMailThread } from './running-mail-thread.ts'

const say = (said: FromMailThread): void => parentPort?.postMessage(said)
const sink = await openMailSink((mail) => say({ kind: 'mail', mail }))
// What is said comes in order: this answer follows every mail that was taken before.
parentPort?.on('message', () => say({ kind: 'all' }))
say({ kind: 'ready', port: (sink.address() as AddressInfo).port })
