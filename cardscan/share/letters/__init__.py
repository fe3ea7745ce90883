"""A PERSON AND A MEETING IN, A LETTER OF THANKS OUT: a draft that only its user sends. Reads templates, else pure."""
