"""How well and how fast the book tells people apart: labelled pairs, public data sets, books of many sizes."""
