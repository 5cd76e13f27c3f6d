"""Why a record and its verdict came out as they did: the words that weighed, the window, the tolerance, the rows that decided."""

from tapecheck.report.explanation.building import explain
from tapecheck.report.explanation.model import Explanation
from tapecheck.report.explanation.naming import find

__all__ = ["Explanation", "explain", "find"]
