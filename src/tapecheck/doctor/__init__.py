"""Whether this installation is sound: Python, packages, models, the market store, and what surrounds them. Offline, in seconds."""

from tapecheck.doctor.examination import examine
from tapecheck.doctor.finding import Finding, Status

__all__ = ["Finding", "Status", "examine"]
