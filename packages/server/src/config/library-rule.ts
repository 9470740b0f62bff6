/** One setting held against the library's own rule for it, so that the rule stands in one place. */
import { checkOptions, type PosternOptions } from 'postern/kit'

const sound: PosternOptions = {
  baseUrl: 'https://app.example.com',
  secret: 'x'.repeat(32),
  store: {
    kind: 'sqlite',
    location: '',
    open: () => Promise.reject(new Error('never opened')),
    migrate: () => Promise.reject(new Error('never migrated')),
  },
  mail: {
    from: 'no-reply@example.com',
    transport: { name: 'none', channel: 'mail', send: () => Promise.reject(new Error('never sent')) },
  },
}

/** What is wrong with these options, without the option's name; `undefined` when nothing is. */
export function libraryFault(options: Partial<PosternOptions>): string | undefined {
  return faultOf(() => checkOptions({ ...sound, ...options }))
}

export function mailFromFault(from: string): string | undefined {
  return faultOf(() => checkOptions({ ...sound, mail: { ...sound.mail, from } }))
}

export function faultOf(check: () => unknown): string | undefined {
  try {
    check()
    return undefined
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault
    return fault.message.replace(/^(?:smtp:|[\w.]+) /, '')
  }
}
