import type { Migration } from './migration.ts'

/** What is kept of a person is found by her: to be shown, and to be ended. */
export const people: Migration = {
  number: 3,
  name: 'people',
  sqlite: `
CREATE INDEX postern_known_browsers_of_user ON postern_known_browsers (user_id);
CREATE INDEX postern_events_of_user ON postern_events (user_id) WHERE user_id IS NOT NULL;
`,
  postgres: `
CREATE INDEX postern_known_browsers_of_user ON postern_known_browsers (tenant, user_id);
CREATE INDEX postern_events_of_user ON postern_events (tenant, user_id) WHERE user_id IS NOT NULL;
`,
}
