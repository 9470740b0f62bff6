/** A `Set-Cookie` line of our own, taken apart for frameworks that write cookies themselves. */
export interface SetCookie {
  readonly name: string
  readonly value: string
  readonly options: {
    readonly path?: string
    readonly maxAge?: number
    readonly httpOnly?: boolean
    readonly secure?: boolean
    readonly sameSite?: 'lax' | 'strict' | 'none'
  }
}

export function readSetCookie(line: string): SetCookie {
  const [pair = '', ...attributes] = line.split('; ')
  const equals = pair.indexOf('=')
  const named = new Map(attributes.map((one) => [one.split('=', 1)[0]?.toLowerCase(), one.slice(one.indexOf('=') + 1)]))
  const path = named.get('path')
  const maxAge = named.get('max-age')
  const sameSite = named.get('samesite')?.toLowerCase()
  return {
    name: pair.slice(0, equals),
    value: pair.slice(equals + 1),
    options: {
      ...(path !== undefined && { path }),
      ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
      ...(named.has('httponly') && { httpOnly: true }),
      ...(named.has('secure') && { secure: true }),
      ...((sameSite === 'lax' || sameSite === 'strict' || sameSite === 'none') && { sameSite }),
    },
  }
}
