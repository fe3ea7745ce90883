"""Photographs of many kinds for the image stage: tables, cases, hands, screens, and what is no card at all.

The order of work: ``stock`` (faces of cards), ``laying`` (where they lie), ``view`` (from where they are seen),
``grounds`` (on what), ``props`` and ``hand`` (among what), ``light`` and ``lens`` (how they are taken), ``shooting``
(all of it in one picture), ``slices`` (the kinds of picture).
"""
