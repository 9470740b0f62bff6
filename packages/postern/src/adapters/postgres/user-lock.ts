/**
 * Who signs a user in holds her, shared, from before her row is looked at until the commit; who changes her waits until
 * nobody does. A lock of the row itself would write to it at every sign-in.
 */
const userLock = 1_886_352_246

export const holdUser = (id: string): string => `PERFORM pg_advisory_xact_lock_shared(${userLock}, hashtext(${id}));`
export const waitForUser = (id: string): string => `PERFORM pg_advisory_xact_lock(${userLock}, hashtext(${id}));`
