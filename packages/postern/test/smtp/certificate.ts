/** A self-signed certificate for the tests of TLS, made on the spot so that no key lies in the repository (RFC 5280 §4.1). */
import { generateKeyPairSync, sign } from 'node:crypto'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'))
const day = 86_400_000

/** For these DNS names and for 127.0.0.1, valid from yesterday until tomorrow, or expired yesterday. */
export function makeCertificate(names: readonly string[], expired = false): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const until = Date.now() + (expired ? -day : day)
  const name = sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(names[0] ?? 'test')))))
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    sequence(utcTime(until - 2 * day), utcTime(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(basicConstraints(), alternativeNames(names))),
  )
  const signature = sign('sha256', body, privateKey)
  const der = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

function basicConstraints(): Buffer {
  const isAuthority = Buffer.from([0x01, 0x01, 0xff])
  return sequence(oid('551d13'), tagged(0x04, sequence(isAuthority)))
}

function alternativeNames(names: readonly string[]): Buffer {
  const entries = names.map((name) => tagged(0x82, Buffer.from(name)))
  return sequence(oid('551d11'), tagged(0x04, sequence(...entries, tagged(0x87, Buffer.from([127, 0, 0, 1])))))
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

function integer(value: number): Buffer {
  return tagged(0x02, Buffer.from([value]))
}

function utcTime(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14)
  return tagged(0x17, Buffer.from(`${digits}Z`))
}

function tagged(tag: number, content: Buffer): Buffer {
  const size = content.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.from([tag, ...length]), content])
}
