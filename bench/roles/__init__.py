"""``make train``: learn which role each stretch of a card plays, compare ways to use that, keep the better."""
