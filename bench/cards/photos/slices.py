"""The kinds of photograph by name, each a slice with its own figure."""

from __future__ import annotations

from bench.cards.photos import harmed, singles, tables
from bench.cards.slices import Slice

PHOTOS: dict[str, Slice] = {
    "table_rows": tables.table_rows,
    "table_scattered": tables.table_scattered,
    "table_overlap": tables.table_overlap,
    "table_cut": tables.table_cut,
    "table_cases": tables.table_cases,
    "table_white": tables.table_white,
    "table_black": tables.table_black,
    "table_pattern": tables.table_pattern,
    "sheet_ten": tables.sheet_ten,
    "flatbed_a4": tables.flatbed_a4,
    "hand": singles.hand_held,
    "fills_frame": singles.fills_frame,
    "tricky_cards": singles.tricky_cards,
    "steep": singles.steep,
    "small_in_frame": singles.small_in_frame,
    "low_light": harmed.low_light,
    "glare_spot": harmed.glare_spot,
    "phone_shadow": harmed.phone_shadow,
    "defocus": harmed.defocus,
    "motion": harmed.motion,
    "jpeg60": harmed.jpeg60,
    "thumbnail_400": singles.thumbnail_400,
    "screenshot": singles.screenshot,
    "exif_lies": singles.exif_lies,
    "pairs_one_photo": tables.pairs_one_photo,
    "pairs_two_photos": tables.pairs_two_photos,
    "one_in_12mp": tables.one_in_12mp,
    "24_in_12mp": tables.cards_24_in_12mp,
    "not_cards": singles.not_cards,
}
