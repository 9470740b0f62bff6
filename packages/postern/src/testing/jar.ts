/** A cookie jar for one host: names and values, nothing of a browser's rules. */
export interface Jar {
  /** For the header `cookie`; `undefined` while it is empty. */
  header(): string | undefined
  take(response: Response): void
  /** A second jar with those of its cookies. */
  only(name: RegExp): Jar
}

export function createJar(content: Iterable<readonly [string, string]> = []): Jar {
  const cookies = new Map(content)
  return {
    only: (name) => createJar([...cookies].filter(([one]) => name.test(one))),
    header: () => (cookies.size === 0 ? undefined : [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')),
    take(response) {
      for (const line of response.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split(';')
        const name = pair.slice(0, pair.indexOf('='))
        if (attributes.some((one) => one.trim().toLowerCase() === 'max-age=0')) cookies.delete(name)
        else cookies.set(name, pair.slice(pair.indexOf('=') + 1))
      }
    },
  }
}
