"""Writes scores/duckdb.csv: what DuckDB makes of the statement in scores/duckdb.sql.

The statement is what this prints: baserate tally --sql duckdb tests/reference/scores/double.parquet --positive spam

Run: pip install duckdb (2.0) && python make_sql.py, in the folder of the crate
"""

import pathlib

import duckdb

FOLDER = pathlib.Path("tests/reference/scores")
statement = (FOLDER / "duckdb.sql").read_text().rstrip().rstrip(";")
duckdb.sql(f"COPY ({statement}) TO '{FOLDER}/duckdb.csv' (HEADER)")
