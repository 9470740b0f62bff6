/** How many tenants the server has in the bench, and whose a person is. */
export const tenantCount = 1_000

/** Addresses begin with eight letters of a mixed number. */
export const tenantOf = (email: string): number => Number.parseInt(email.slice(0, 8), 16) % tenantCount
