/** The key that the load shows, and how many people the server has from its start: a start is for users only. */
export const applicationId = 'default'
export const keyId = '01kb0000000000000000000000'
export const keySecret: string = 'A'.repeat(43)
export const key = `postern_key_${keyId}.${keySecret}`
export const peopleThere = 20_000
