/** A program with API keys. Everything asked and answered is in the history; secrets are kept here alone. */
import { markOf } from './mark.ts'
import { createRecorder, type Outcome, type RecorderOptions, textIn } from './recorder.ts'

export interface HeldKey {
  readonly id: string
  readonly text: string
}

export interface KeyHolder {
  /** The first key of an installation. */
  claim(secret: string, port: number): Promise<Outcome>
  make(by: HeldKey, port: number): Promise<Outcome>
  use(key: HeldKey, port: number): Promise<Outcome>
  remove(by: HeldKey, key: HeldKey, port: number): Promise<Outcome>
  /** Gives it another secret, and ends the one it has, at once. */
  rotate(by: HeldKey, key: HeldKey, port: number): Promise<Outcome>
  close(): void
}

const keys = '/api/v1/keys'

export function createKeyHolder(options: RecorderOptions): KeyHolder {
  const { call, close } = createRecorder(options)
  const end = (key: HeldKey, by: 'removal' | 'rotation') =>
    ({ kind: 'end-key', key: key.id, secret: markOf(key.text), by }) as const
  return {
    claim: (secret, port) =>
      call({ kind: 'claim', secret: markOf(secret) }, '/api/v1/bootstrap', { json: { secret }, port }),
    make: ({ text }, port) =>
      call({ kind: 'make-key' }, keys, { json: { name: 'Made', operations: ['keys.read'] }, bearer: text, port }),
    use: ({ id, text }, port) =>
      call({ kind: 'use-key', key: id, secret: markOf(text) }, `${keys}?limit=1`, { bearer: text, port }),
    remove: (by, key, port) =>
      call(end(key, 'removal'), `${keys}/${key.id}`, { method: 'DELETE', bearer: by.text, port }),
    rotate: (by, key, port) =>
      call(end(key, 'rotation'), `${keys}/${key.id}/rotate`, { json: { overlapSeconds: 0 }, bearer: by.text, port }),
    close,
  }
}

/** The key that this answer gave, if it gave one. */
export function keyIn({ body }: Outcome): HeldKey | undefined {
  const [id, text] = [textIn(body, 'id'), textIn(body, 'key')]
  return id === undefined || text === undefined ? undefined : { id, text }
}
