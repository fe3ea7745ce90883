"""The card benchmark's scorer: what was read, beside what is printed. ``python -m bench.score`` runs it all.

``compare`` and everything under it is pure; pictures, child processes and documents are at the edges
(``pictures``, ``systems``, ``baselines``, ``__main__``).
"""
