/**
 * A command as this store runs it: a function in the database that takes a batch of calls as one JSON array and answers
 * each by its place. Calls of one batch share a transaction; where one of them fails, the batch is run singly.
 */
import { holdEventsOfBatch, lockedFirst } from './locks.ts'
import { type Routine, settings } from './routine.ts'

export interface Command<I, O> {
  readonly routine: Routine
  /** Whether it only reads, so that it may be asked again when an answer is lost. */
  readonly reads: boolean
  /** The call as plain JSON, its names those of the routine's fields. */
  encode(input: I): object
  /** `undefined` where the routine had no row for the call. */
  decode(answer: unknown, input: I): O
}

interface Parts<I, O> {
  readonly name: string
  /** The fields of a call and their types, as `jsonb_to_recordset` takes them. */
  readonly fields: string
  readonly encode?: (input: I) => object
  readonly decode: (answer: never, input: I) => O
}

interface Acting {
  /** Calls are taken in the order they came; or in this one, so that two batches lock what they share alike. */
  readonly order?: string
  readonly writesEvents?: true
  readonly declare?: string
  /** Before the first call: locks that the whole batch needs, in the order that locks.ts gives. */
  readonly before?: string
  /** Statements for one call `c`. They leave its answer in `answer`. */
  readonly body: string
  /** After the last call: what is locked there is locked after all that the calls lock. */
  readonly after?: string
}

/** A command that changes something. */
export function act<I, O>(parts: Parts<I, O> & Acting): Command<I, O> {
  const text = `(calls jsonb) RETURNS TABLE (place integer, answer jsonb) LANGUAGE plpgsql ${settings} AS $$
#variable_conflict use_column
DECLARE c record; ${lockedFirst} ${parts.declare ?? ''}
BEGIN
${parts.writesEvents ? holdEventsOfBatch : ''}
${parts.before ?? ''}
FOR c IN SELECT * FROM jsonb_to_recordset(calls) AS r (call integer, ${parts.fields}) ORDER BY ${parts.order === undefined ? '' : `${parts.order}, `}call LOOP
${parts.body}
place := c.call;
RETURN NEXT;
END LOOP;
${parts.after ?? ''}
END $$`
  return { routine: { name: parts.name, text }, reads: false, encode: parts.encode ?? asItIs, decode: parts.decode }
}

/** A command that reads. `select` begins with `c.call` and one value in JSON, `from` joins whatever it needs to `c`. */
export function read<I, O>(parts: Parts<I, O> & { readonly value: string; readonly from: string }): Command<I, O> {
  const text = `(calls jsonb) RETURNS TABLE (place integer, answer json) LANGUAGE plpgsql STABLE ${settings} AS $$
#variable_conflict use_column
BEGIN
RETURN QUERY SELECT c.call, ${parts.value}
FROM jsonb_to_recordset(calls) AS c (call integer, ${parts.fields})
${parts.from};
END $$`
  return { routine: { name: parts.name, text }, reads: true, encode: parts.encode ?? asItIs, decode: parts.decode }
}

function asItIs<I>(input: I): object {
  return input as object
}
