"""How the card finder is trained: small scenes composed by the thousand, a small network, its weights.

``make train-finder`` runs all of it. Nothing here is needed to use cardscan, and nothing of the bench's ``test`` split
(faces, fonts, textures) is used.
"""
