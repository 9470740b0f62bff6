/** Proof of work: what a hot network is asked for before it is refused. */

/** `<challenge>.<n>` whose SHA-256 begins with that many zero bits; `undefined` where there is no WebCrypto. */
export async function solveProof(challenge: string, bits: number): Promise<string | undefined> {
  const subtle = globalThis.crypto?.subtle
  if (!subtle) return undefined
  const text = new TextEncoder()
  for (let start = 0; ; start += 256) {
    const tries = Array.from({ length: 256 }, (_, at) => `${challenge}.${start + at}`)
    const digests = await Promise.all(tries.map((one) => subtle.digest('SHA-256', text.encode(one))))
    const found = digests.findIndex((digest) => leadingZeros(new Uint8Array(digest)) >= bits)
    if (found >= 0) return tries[found]
    // Whoever types meanwhile must not feel it.
    await new Promise((resolve) => setTimeout(resolve))
  }
}

function leadingZeros(digest: Uint8Array): number {
  const at = digest.findIndex((byte) => byte > 0)
  return at < 0 ? digest.length * 8 : at * 8 + Math.clz32(digest[at] ?? 0) - 24
}
