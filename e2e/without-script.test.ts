/**
 * TAKEN: without-script (being written).
 */
