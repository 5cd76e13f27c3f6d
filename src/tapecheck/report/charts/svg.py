"""Elements of SVG as escaped text."""

from __future__ import annotations

from markupsafe import Markup, escape

Value = str | int | float | None


def element(name: str, *children: str, **attributes: Value) -> Markup:
    """An element; ``class_`` and ``stroke_width`` name the attributes ``class`` and ``stroke-width``, ``None`` leaves one out.

    >>> element("text", "A < B", class_="note", x=1.25, y=None)
    Markup('<text class="note" x="1.2">A &lt; B</text>')
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_text(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    content = "".join(escape(child) for child in children)
    return Markup(f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>")  # noqa: S704 - escaped


def number(value: float) -> str:
    """A coordinate to one decimal, without needless characters.

    >>> number(12.04), number(0.5), number(-0.01)
    ('12', '0.5', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def share(value: float) -> str:
    """A horizontal place, 0 to 1, in percent of the width.

    >>> share(0.12345)
    '12.3%'
    """
    return f"{number(value * 100)}%"


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else number(value)
