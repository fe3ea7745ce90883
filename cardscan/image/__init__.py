"""PHOTO IN, FLAT CARDS OUT: the only place for cv2, PIL and the decoders.

Names in (``sources.pictures``), photos (``load.load``), flat cards (``cards.cards_in``), turned (``flatten.turn``), lit
evenly (``light.even_light``), freed of the number on their case (``tags.find_labels``). Import from the modules
themselves: importing this package imports nothing heavy.
"""
