/** Puts something around every call of a port, whatever the port looks like. */

export type Around = (name: string, input: unknown, act: () => unknown) => unknown

/** Calls come under their path: `attempts.redeem`, `sweep`. Ends of life are left alone. */
export function around<T extends object>(port: T, call: Around, path = ''): T {
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target)
      const name = path + String(key)
      if (key === 'close' || typeof key === 'symbol') return value
      if (typeof value === 'function')
        return (...given: unknown[]) => call(name, given[0], () => Reflect.apply(value, target, given))
      return typeof value === 'object' && value !== null ? around(value, call, `${name}.`) : value
    },
  })
}
