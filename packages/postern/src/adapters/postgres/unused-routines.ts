/**
 * Every version of the code that makes routines leaves a set of them. Those that no node has used for thirty days are
 * dropped when the next version makes its own. A node that comes back to a dropped set makes it again (caller.ts).
 */
import { clockText } from './store-time.ts'

const days = 30

/** Sets of which nobody knows when they were used count from now on. What another role owns is left alone. */
export const dropUnusedRoutines: string = `DO $$
DECLARE
  moment bigint := ${clockText};
  home oid := (SELECT relnamespace FROM pg_class WHERE oid = to_regclass('postern_meta'));
  marker text := '^postern_[0-9a-f]{8}_mark$';
  unused text;
  routine regprocedure;
BEGIN
  IF home IS NULL THEN RETURN; END IF;
  INSERT INTO postern_meta (key, value)
    SELECT proname, moment FROM pg_proc WHERE pronamespace = home AND proname ~ marker
    ON CONFLICT (key) DO NOTHING;
  FOR unused IN
    DELETE FROM postern_meta WHERE key ~ marker AND value < moment - ${days * 86_400_000} RETURNING key
  LOOP
    FOR routine IN
      SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = home
        AND starts_with(proname::text, left(unused, -length('mark'))) AND pg_has_role(proowner, 'USAGE')
    LOOP
      EXECUTE 'DROP FUNCTION ' || routine;
    END LOOP;
  END LOOP;
END $$`
