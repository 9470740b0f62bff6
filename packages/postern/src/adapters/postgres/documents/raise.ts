/**
 * Documents whose version goes up with others'. All writers of settings want the same row, so it is taken when a batch has
 * all else that it waits for.
 */
import type { DocumentPlace } from '../../../ports/written.ts'
import type { Routine } from '../routine.ts'

export const raiseRoutine: Routine = {
  name: 'raise_documents',
  text: `(places jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
INSERT INTO postern_documents AS d (tenant, kind, id, version, json, changed_at)
SELECT p.tenant, p.kind, p.id, 1, '{}', max(p.now)
FROM jsonb_to_recordset(places) AS p (tenant text, kind text, id text, now bigint)
GROUP BY p.tenant, p.kind, p.id ORDER BY p.tenant COLLATE "C", p.kind COLLATE "C", p.id COLLATE "C"
ON CONFLICT (tenant, kind, id) DO UPDATE SET version = d.version + 1, changed_at = excluded.changed_at;
END $$`,
}

interface Raising {
  readonly now: number
  readonly raises?: DocumentPlace
}

export const raiseCall = ({ now, raises }: Raising): object | undefined => raises && { ...raises, now }

/** The parts of a command whose calls have the field `raises`. */
export const declareRaised = `raised jsonb := '[]';`
export const noteRaised = `IF c.raises IS NOT NULL THEN
  raised := raised || jsonb_build_array(c.raises);
END IF;`
export const raiseNoted = 'PERFORM {raise_documents}(raised);'
