/** For compilers that want to know what importing a style sheet brings: nothing. */
export {}
