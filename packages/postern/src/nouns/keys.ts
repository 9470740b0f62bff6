/** `auth.keys`: the keys that access tokens are signed with. */
import type { Scope } from '../domain/scope.ts'
import type { Engine } from '../engine/engine.ts'

export interface KeysNoun {
  /**
   * Lets the next key sign. It was published long before, so that nobody meets an unknown one; where it was not, it
   * signs as soon as that is so. Throws a `TypeError` where no token is signed.
   */
  rotate(): Promise<{ readonly kid: string; readonly signsFrom: Date }>
}

export function keysNoun(engine: () => Promise<Pick<Engine, 'rotateKeys'>>, scope: Scope): KeysNoun {
  return {
    async rotate() {
      const rotated = await (await engine()).rotateKeys(scope, undefined)
      if (rotated.kind === 'unsigned')
        throw new TypeError('keys.rotate has nothing to rotate: `mode` and `tokens` sign no token')
      return { kid: rotated.kid, signsFrom: new Date(rotated.signsFrom) }
    },
  }
}
