/**
 * Finds many secrets in many bytes in one pass: as text, and the bytes that base64url text stands for. Secrets of ours
 * are 43 characters for 32 bytes; longer ones are known by their first 43.
 */
const length = 43

export class Sieve {
  readonly #texts = new Map<string, string>()
  readonly #bytes = new Map<string, { readonly name: string; readonly raw: Buffer }>()
  /** Those of another form, one by one. */
  readonly #words = new Map<string, string>()

  get size(): number {
    return this.#texts.size + this.#words.size
  }

  /** A credential is known by its secret half. */
  add(name: string, value: string | undefined): void {
    const secret = value?.split('.').at(-1) ?? ''
    if (!/^[\w-]{43,}$/.test(secret)) {
      if (secret.length < 12) throw new Error(`no ${name}: the canary would be silent`)
      this.#words.set(secret, name)
      return
    }
    const text = secret.slice(0, length)
    this.#texts.set(text, name)
    const raw = Buffer.from(text, 'base64url')
    this.#bytes.set(raw.toString('latin1', 0, 4), { name, raw })
  }

  /** What each of the secrets in it is. */
  found(bytes: Buffer): readonly string[] {
    const text = bytes.toString('latin1')
    const found = new Set<string>()
    for (const [run] of text.matchAll(/[\w-]{43,}/g)) {
      for (let at = 0; at + length <= run.length; at++) {
        const name = this.#texts.get(run.slice(at, at + length))
        if (name !== undefined) found.add(name)
      }
    }
    for (let at = 0; at + 32 <= bytes.length; at++) {
      const near = this.#bytes.get(text.slice(at, at + 4))
      if (near && bytes.compare(near.raw, 0, near.raw.length, at, at + near.raw.length) === 0)
        found.add(`${near.name}, raw`)
    }
    for (const [word, name] of this.#words) if (text.includes(word)) found.add(name)
    return [...found]
  }
}
