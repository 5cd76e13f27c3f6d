"""Results → where they are kept: JSON lines, tables in memory, Parquet, a DuckDB file, PostgreSQL."""
