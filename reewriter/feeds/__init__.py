"""Feeds from the web to the store: fetch, parse, ingest; also discovery and lists of feeds."""
