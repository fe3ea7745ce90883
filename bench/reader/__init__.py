"""The reader's own weights: PP-OCRv6 small taught the characters of cards. See ``python -m bench.reader --help``."""
