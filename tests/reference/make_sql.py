"""Writes scores/duckdb.csv and .parquet: what DuckDB makes of the statement in scores/duckdb.sql; and
scores/duckdb_sums.parquet: the same with sums that are not cast, which DuckDB writes as reals; and
scores/duckdb_other.parquet: the same where another label than the one that is there was named as negative.

The statement is what this prints:
baserate tally --sql duckdb tests/reference/scores/double.parquet --positive spam --negative ham

Run: pip install duckdb (2.0) && python make_sql.py, in the folder of the crate
"""

import pathlib
import re

import duckdb

FOLDER = pathlib.Path("tests/reference/scores")
statement = (FOLDER / "duckdb.sql").read_text().rstrip().rstrip(";")
duckdb.sql(f"COPY ({statement}) TO '{FOLDER}/duckdb.csv' (HEADER)")
duckdb.sql(f"COPY ({statement}) TO '{FOLDER}/duckdb.parquet'")
sums = re.sub(r"CAST\((SUM\(.* END\)) AS BIGINT\)", r"\1", statement)
duckdb.sql(f"COPY ({sums}) TO '{FOLDER}/duckdb_sums.parquet'")
other = statement.replace("'ham'", "'eggs'")
duckdb.sql(f"COPY ({other}) TO '{FOLDER}/duckdb_other.parquet'")
