"""Accuracy and speed of cardscan, and the labelled cards to measure them on."""
