/** How far a clock must go for every lease to be over. */
export const leaseLength = 62_000
