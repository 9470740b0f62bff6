/** Somebody asks for the victim's address: what they may try, and what they never get. */
