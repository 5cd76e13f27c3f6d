"""A corpus into a folder, shard by shard, so that a run that was interrupted goes on where it stood."""
