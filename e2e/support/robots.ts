/** The robots that open links in mails before their person does. */
