"""PEOPLE IN, A PAGE FOR THE PHONE ON THE LOCAL NETWORK OUT: opened on purpose, for a while, for whom was chosen."""
