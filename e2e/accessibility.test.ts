/**
 * TAKEN: accessibility (being written).
 */
