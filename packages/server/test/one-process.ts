/**
 * Many commands in one process, each in a folder and an environment of its own: what a command costs is to start it.
 * For tests about what commands do. Those about the process (signals, exits, servers) start one each, by `run`.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Order } from './command-loop.ts'
import { cache, type Ended, type Environment, newFolder } from './process.ts'

const loop = fileURLToPath(new URL('./command-loop.ts', import.meta.url))

export interface OneProcess {
  run(args: readonly string[], where?: { readonly folder?: string; readonly env?: Environment }): Promise<Ended>
  end(): Promise<void>
}

export function oneProcess(): OneProcess {
  let child: ChildProcess | undefined
  let last: Promise<unknown> = Promise.resolve()
  const carryOut = async (order: Order): Promise<Ended> => {
    child ??= fork(loop, {
      execArgv: ['--conditions=@postern/source', '--disable-warning=ExperimentalWarning'],
      env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: cache },
    })
    const own = child
    return new Promise((resolve, reject) => {
      const onEnd = (): void => reject(new Error(`postern ${order.args.join(' ')} ended the process of all commands`))
      own.once('exit', onEnd)
      own.once('message', (ended: Ended) => {
        own.off('exit', onEnd)
        resolve(ended)
      })
      own.send(order)
    })
  }
  return {
    run(args, { folder = newFolder(), env = {} } = {}) {
      const ended = last.then(() => carryOut({ args, folder, env }))
      last = ended.catch(() => undefined)
      return ended
    },
    async end() {
      const own = child
      child = undefined
      if (!own || own.exitCode !== null) return
      const gone = new Promise((resolve) => own.once('exit', resolve))
      own.disconnect()
      await gone
    },
  }
}
