import type { Message } from '../../domain/message.ts'
import { readMessage } from '../sql/message-row.ts'
import type { Row } from '../sql/row.ts'

/** Columns of messages for a value in JSON, which holds no bytes: the sealed secrets go as base64. */
export function withBytes(columns: string): string {
  return columns.replace(/\bsealed\b/, `encode(sealed, 'base64')`)
}

/** Such a value as a message again. */
export function readMessageRow(row: Row): Message {
  const sealed = row[12] as string | null
  return readMessage(row.with(12, sealed === null ? null : new Uint8Array(Buffer.from(sealed, 'base64'))))
}
