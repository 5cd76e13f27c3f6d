"""The shards of a run on a Ray cluster; needs the extra ``ray``."""
