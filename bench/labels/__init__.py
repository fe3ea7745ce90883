"""Learns where number labels lie at a card's corners: draws windows (``windows``), fits the spotter (``fit``)."""
