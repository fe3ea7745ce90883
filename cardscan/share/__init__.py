"""CONTACTS IN, WHAT PHONES ACCEPT OUT: vCards, and the files that hold them."""
