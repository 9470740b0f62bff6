/**
 * Sockets of a crowd: one that rests is used again, and where none rests another is opened, up to what the machine has.
 * A request that gets no answer within a person's patience is given up, and its connection with it.
 */
import { type Connection, openConnection, type Reply } from '../../bench/load/wire.ts'

export type Lack = 'late' | 'cut' | 'unsent'

export interface Lines {
  send(request: string, done: (reply: Reply | Lack) => void): void
  readonly most: number
  close(): void
}

export interface LinesOptions {
  readonly port: number
  readonly sockets: number
  /** In milliseconds. */
  readonly patience: number
}

interface Waiting {
  readonly since: number
  over: boolean
  end(reply: Reply | Lack): void
}

const lookEvery = 50

export function createLines({ port, sockets, patience }: LinesOptions): Lines {
  const idle: Line[] = []
  const waiting: Waiting[] = []
  let open = 0
  let most = 0
  let closed = false

  const looking = setInterval(() => {
    const since = performance.now() - patience
    let gone = 0
    for (let one = waiting[0]; one && (one.over || one.since < since); one = waiting[++gone]) one.end('late')
    waiting.splice(0, gone)
  }, lookEvery)

  const track = (done: (reply: Reply | Lack) => void, leave: (reply: Reply | Lack) => void): Waiting => {
    const one: Waiting = {
      since: performance.now(),
      over: false,
      end(reply) {
        if (one.over) return
        one.over = true
        leave(reply)
        done(reply)
      },
    }
    waiting.push(one)
    return one
  }
  const openLine = (request: string, done: (reply: Reply | Lack) => void): void => {
    open += 1
    most = Math.max(most, open)
    let line: Line | undefined
    const one = track(done, (reply) => settle(line, reply))
    const lost = (): void => {
      open -= 1
      if (line) forget(line)
      line?.waiting?.end('cut')
      one.end('cut')
    }
    openConnection(port, lost).then((connection) => {
      if (one.over || closed) {
        open -= 1
        connection.close()
        return
      }
      line = { connection, waiting: one, isIdle: false }
      connection.send(request, one.end)
    }, lost)
  }
  const settle = (line: Line | undefined, reply: Reply | Lack): void => {
    if (!line) return
    line.waiting = undefined
    if (typeof reply !== 'string') {
      line.isIdle = true
      idle.push(line)
    } else if (reply === 'late') {
      open -= 1
      line.connection.close()
    }
  }
  const forget = (line: Line): void => {
    if (line.isIdle) idle.splice(idle.indexOf(line), 1)
    line.isIdle = false
  }
  return {
    get most() {
      return most
    },
    send(request, done) {
      if (closed) return done('late')
      const line = idle.pop()
      if (line) {
        line.isIdle = false
        const one = track(done, (reply) => settle(line, reply))
        line.waiting = one
        line.connection.send(request, one.end)
      } else if (open < sockets) openLine(request, done)
      else done('unsent')
    },
    close() {
      closed = true
      clearInterval(looking)
      for (const { connection } of idle) connection.close()
      for (const one of waiting) one.end('late')
    },
  }
}

interface Line {
  readonly connection: Connection
  waiting: Waiting | undefined
  isIdle: boolean
}
