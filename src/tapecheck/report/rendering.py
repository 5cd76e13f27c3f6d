"""Templates to HTML. Every value that a template shows is escaped, unless it is ``Markup`` that this package made."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("tapecheck.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, **values: object) -> Markup:
    """The HTML of ``templates/<template>`` with these values."""
    return Markup(_environment().get_template(template).render(values))  # noqa: S704 - escaped by the environment


def asset(name: str) -> str:
    """The text of a file of ``assets/``: styles or a script of our own."""
    return resources.files("tapecheck.report").joinpath("assets", name).read_text("utf-8")
