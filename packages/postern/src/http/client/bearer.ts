/** The token of an `Authorization: Bearer` header (RFC 6750 §2.1). Other schemes are somebody else's. */
const shape = /^Bearer +([A-Za-z0-9\-._~+/]{1,16384}=*) *$/i

export function readBearer(header: string | null | undefined): string | undefined {
  return header ? shape.exec(header)?.[1] : undefined
}
