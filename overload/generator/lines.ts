/**
 * Connections of a crowd, as a balancer keeps them: one that rests is used again, and where none rests another is
 * opened, up to a limit. A request that gets no answer within a person's patience is given up, and its connection with
 * it. Whoever has begun waits for a connection; whoever has not goes away when there is none.
 */
import { type Connection, openConnection, type Reply } from '../../bench/load/wire.ts'

export type Lack = 'late' | 'cut' | 'unsent'

export interface Wish {
  readonly request: string
  /** Whether it waits for a connection, with the patience that it has for an answer. */
  readonly waits: boolean
  readonly done: (reply: Reply | Lack) => void
}

export interface Lines {
  send(wish: Wish): void
  /** Opens so many beforehand. */
  open(count: number): Promise<void>
  /** Gives up what is under way. */
  giveUp(): void
  readonly count: number
}

export interface LinesOptions {
  readonly port: number
  readonly most: number
  /** In milliseconds. */
  readonly patience: number
}

interface Line {
  readonly connection: Connection
  waiting: Waiting | undefined
}

interface Waiting {
  readonly since: number
  readonly request: string
  over: boolean
  line: Line | undefined
  readonly done: Wish['done']
}

const lookEvery = 50
/** Connections that are opened at once: a server's system tells more to come again a second later. */
const mostDialling = 32
const refusals: readonly number[] = [429, 503]

export function createLines(options: LinesOptions): Lines {
  return new Balancer(options)
}

class Balancer implements Lines {
  readonly #options: LinesOptions
  /** Those that were answered last are used first; those that were refused, last. */
  readonly #idle: Line[] = []
  readonly #refused: Line[] = []
  /** By time. */
  #all: Waiting[] = []
  /** Without a connection yet, by time. */
  #queue: Waiting[] = []
  #dialling = 0
  count = 0

  constructor(options: LinesOptions) {
    this.#options = options
    setInterval(() => this.#look(), lookEvery).unref()
  }

  send({ request, waits, done }: Wish): void {
    const line = this.#idle.pop() ?? this.#refused.pop()
    const canDial = this.#canDial()
    if (!line && !canDial && !waits) return done('unsent')
    const one: Waiting = { since: performance.now(), request, over: false, line: undefined, done }
    this.#all.push(one)
    if (line) this.#say(line, one)
    else {
      this.#queue.push(one)
      if (canDial) this.#dial()
    }
  }

  async open(count: number): Promise<void> {
    while (this.count < Math.min(count, this.#options.most)) {
      if (this.#dialling < mostDialling) this.#dial()
      else await new Promise((resolve) => setTimeout(resolve, 1))
    }
    while (this.#dialling > 0) await new Promise((resolve) => setTimeout(resolve, 1))
  }

  giveUp(): void {
    for (const one of this.#all) this.#end(one, 'late')
    this.#look()
  }

  #canDial(): boolean {
    return this.count < this.#options.most && this.#dialling < mostDialling
  }

  #dial(): void {
    this.count += 1
    this.#dialling += 1
    let line: Line | undefined
    const lost = (): void => {
      this.count -= 1
      if (!line) this.#dialling -= 1
      else this.#forget(line)
    }
    openConnection(this.#options.port, lost).then((connection) => {
      this.#dialling -= 1
      line = { connection, waiting: undefined }
      this.#free(line, this.#idle)
    }, lost)
  }

  #say(line: Line, one: Waiting): void {
    line.waiting = one
    one.line = line
    line.connection.send(one.request, (reply) => {
      line.waiting = undefined
      this.#free(line, refusals.includes(reply.status) ? this.#refused : this.#idle)
      this.#end(one, reply)
    })
  }

  #free(line: Line, shelf: Line[]): void {
    for (;;) {
      const next = this.#queue.shift()
      if (!next) return void shelf.push(line)
      if (!next.over) return this.#say(line, next)
    }
  }

  /** Its end was not ours: whoever waits on it hears nothing more. */
  #forget(line: Line): void {
    for (const shelf of [this.#idle, this.#refused]) {
      const at = shelf.indexOf(line)
      if (at >= 0) shelf.splice(at, 1)
    }
    if (line.waiting) this.#end(line.waiting, 'cut')
  }

  #end(one: Waiting, reply: Reply | Lack): void {
    if (one.over) return
    one.over = true
    if (reply === 'late' && one.line) {
      this.count -= 1
      one.line.connection.close()
    }
    one.done(reply)
  }

  #look(): void {
    const since = performance.now() - this.#options.patience
    let gone = 0
    for (let one = this.#all[0]; one && (one.over || one.since < since); one = this.#all[++gone]) this.#end(one, 'late')
    this.#all = this.#all.slice(gone)
    this.#queue = this.#queue.filter(({ over }) => !over)
    while (this.#queue.length > this.#dialling && this.#canDial()) this.#dial()
  }
}
