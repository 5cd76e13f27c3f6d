"""Functions of SQL that questions may use besides DuckDB's own: ``site`` and ``name_key``."""

from __future__ import annotations

_SITE = r"""
CREATE MACRO site(url, publisher) AS coalesce(
    nullif(regexp_replace(regexp_extract(lower(url), '^https?://([^/:?#]+)', 1), '^(www|en|m|amp)\.', ''), ''),
    nullif(regexp_replace(lower(publisher), '[^a-z0-9]', '', 'g'), '')
)
"""
"""Whose page it is: the host of its address, else the publisher's name without signs. One site is named in many ways: "CoinDesk" here,
"coindesk" there."""

_NAME_KEY = r"""
CREATE MACRO name_key(name) AS trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    lower(strip_accents(name)), '[.''’]', '', 'g'), '[^\p{L}\p{N}]+', ' ', 'g'),
    '^\s*(dr|mr|mrs|ms|prof|professor|sir|sen|senator|rep|representative|president|chairman|chair) ', ''),
    '^(\S+) \S (\S+)', '\1 \2'))
"""
"""A name as it is compared: without capitals, accents, points, a title before it and the initial in its middle."""

MACROS = (_SITE, _NAME_KEY)
"""The statements that make them."""
