/** A cookie jar as a browser keeps one for a single host. It refuses what a browser would refuse. */

export interface Jar {
  header(): string | undefined
  take(setCookies: readonly string[]): void
  get(name: string): string | undefined
  set(name: string, value: string): void
  remove(name: string): void
  /** A second jar with the same content: a stolen or an older one. */
  copy(): Jar
}

export function createJar(content: Iterable<readonly [string, string]> = []): Jar {
  const cookies = new Map(content)
  return {
    header: () => (cookies.size === 0 ? undefined : [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')),
    take(setCookies) {
      for (const line of setCookies) takeOne(cookies, line)
    },
    get: (name) => cookies.get(name),
    set: (name, value) => void cookies.set(name, value),
    remove: (name) => void cookies.delete(name),
    copy: () => createJar(cookies),
  }
}

function takeOne(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim())
  const equals = pair.indexOf('=')
  const name = pair.slice(0, equals)
  const has = (attribute: string): boolean => attributes.some((one) => one.toLowerCase() === attribute.toLowerCase())
  const isHost = !name.startsWith('__Host-') || (has('Secure') && has('Path=/') && !/domain=/i.test(line))
  if (!isHost || !has('HttpOnly')) throw new Error(`a browser refuses the cookie ${name}`)
  if (has('Max-Age=0')) cookies.delete(name)
  else cookies.set(name, pair.slice(equals + 1))
}
