/** `--lan`: the one private address under which a phone nearby can reach a development server. */
import { networkInterfaces } from 'node:os'
import { isPrivate } from 'postern/kit'
import { Refusal } from './refusal.ts'

export interface Lan {
  /** As a URL writes it: IPv6 in brackets. */
  readonly hostname: string
  readonly port: number | undefined
}

/** `given` is what followed `--lan=`; empty means this machine's own address. */
export function readLan(given: string): Lan {
  if (given === '') return { hostname: ownAddress(), port: undefined }
  const text = given.includes('://') ? given : `http://${given}`
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url?.protocol === 'http:' && url.pathname === '/' && !url.search && !url.hash && !url.username
  if (!url || !isPlain || !isPrivate(url.hostname)) {
    throw new Refusal([
      `--lan must be a private address of this machine, such as --lan=http://192.168.1.20:3000; it got ${JSON.stringify(given)}. A public address needs https: postern start.`,
    ])
  }
  return { hostname: url.hostname, port: url.port === '' ? undefined : Number(url.port) }
}

function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flat()
  const found = addresses.find((one) => one && !one.internal && one.family === 'IPv4' && isPrivate(one.address))
  if (found) return found.address
  throw new Refusal(['--lan finds no private address on this machine. Name one: --lan=http://192.168.1.20:3000'])
}
