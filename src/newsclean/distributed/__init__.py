"""The functions that an engine deals out over many machines: from Arrow tables to Arrow tables, no engine in them."""
