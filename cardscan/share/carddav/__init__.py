"""THE FOLDER contacts/ AND AN ADDRESS BOOK ON A SERVER, kept the same by vdirsyncer, run as a program of its own."""
