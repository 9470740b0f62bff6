/** The zoo of mail robots: whatever reads the mail before its person must leave the link and the code alive. */
