/** TXT records as the machine's resolver finds them. */
import { Resolver } from 'node:dns/promises'
import { PosternError } from 'postern/kit'
import type { ResolveTxt } from '../resources/prove-host.ts'

const nobody = ['ENOTFOUND', 'ENODATA']

/** Rejects when nobody answers: that is no word on whether there is a record. */
export function createResolveTxt(): ResolveTxt {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  return async (name) => {
    try {
      return (await resolver.resolveTxt(name)).map((parts) => parts.join(''))
    } catch (fault) {
      if (nobody.includes((fault as NodeJS.ErrnoException).code ?? '')) return []
      throw new PosternError('busy', 'The resolver did not answer.', { cause: fault })
    }
  }
}
