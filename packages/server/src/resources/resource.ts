/**
 * A kind of thing that administrators edit: one document each, checked by one schema, whoever edits it: the API, the
 * command line, a file that is applied. Knows no HTTP.
 */
import type { Id } from 'postern/kit'
import type { z } from 'zod'
import type { Desk } from './desk.ts'

export interface Resource<T extends object = object> {
  /** Of its documents: `application`. */
  readonly kind: string
  /** In paths and operations: `applications`. */
  readonly plural: string
  /** Whose documents these are: the installation's, or a tenant's. */
  readonly of: 'system' | 'tenant'
  /** The whole document, strict. What it leaves out is filled in by those who read it, never by the schema. */
  readonly schema: z.ZodType<T>
  /** What an id looks like, where one may be chosen. */
  readonly id: RegExp
  /** The same in words, for whoever chose another one. */
  readonly idIs?: string
  /** An id that was removed stays taken: what was done under it is for nobody who comes later. Its versions can be restored. */
  readonly keepsIds?: true
  /** What the schema cannot see: other documents, the rest of the installation. Answers what is wrong, by path. */
  readonly check?: (value: T, at: ResourcePlace) => Promise<readonly FieldFault[]> | readonly FieldFault[]
  /**
   * What is kept beside the document: written before it, and taken back after it, or when it could not be written. Both may
   * be repeated, and what the present document has is not taken back.
   */
  readonly claim?: (value: T, at: ResourcePlace) => Promise<readonly FieldFault[]>
  readonly disclaim?: (value: T, at: ResourcePlace) => Promise<void>
  /** After a document was made: whether what is kept beside it is its own still. Where it is not, the document goes again. */
  readonly hold?: (at: ResourcePlace) => Promise<readonly FieldFault[]>
  /** What still leans on it, as a sentence: it is not removed then. */
  readonly held?: (at: ResourcePlace) => Promise<string | undefined>
  /** What older versions are kept as, where the document holds secrets: without them. The value itself by default. */
  readonly remembered?: (value: T) => object
  /** A form without what no interface shows, such as hashes. The value itself by default. */
  readonly shown?: (value: T) => object
}

export interface ResourcePlace {
  readonly desk: Desk
  readonly tenant: Id<'tenant'>
  readonly id: string
}

/** `path` as in `redirects.0`; empty for the whole. */
export interface FieldFault {
  readonly path: string
  readonly why: string
}

/** The realm of what is no tenant's: tenants themselves, hosts, keys. No tenant can be called so. */
export const system: Id<'tenant'> = 'system' as Id<'tenant'>
