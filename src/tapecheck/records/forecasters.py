"""Who forecasts or claims a figure in the article's own words: "Ada Example expects $9,000", "the bank's target of $9,000".

Quotations have their own rules (``records.attribution``). Here the one who counts is the nearest before the figure who says,
expects or wants something, then the one whom the words after the figure name, then the one whose thought goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tapecheck.records.context import Context, Figure, Reach, Timeline
from tapecheck.records.decision import Decision
from tapecheck.records.reported import Voiced
from tapecheck.records.same_names import Named
from tapecheck.records.speakers import Cast, Speaker
from tapecheck.records.views import (
    ACCORDING,
    CARRIES,
    HELD,
    NAMED_BY,
    OPINES,
    OTHERS,
    OWNED,
    PARTED,
    ROLES,
    SAYS,
    SPOKEN_AFTER,
    STANCE,
    TELLS_AFTER,
)
from tapecheck.schema.mention import Organisation, Person


@dataclass(frozen=True, slots=True)
class _Agent:
    """Somebody in a sentence, half-open ``[start, end)``; ``who`` is ``None`` for those whom nobody names ("analysts")."""

    start: int
    end: int
    who: Named | None
    word: str


@dataclass(frozen=True)
class Forecasters:
    """Who holds which view in one article; ``voices`` are its quotations and posts, in text order."""

    context: Context
    voices: Sequence[Voiced]

    def of(self, figure: Figure, decision: Decision) -> Speaker | None:
        """Who forecasts or claims the figure in the frame sentence; ``None`` where the article names nobody."""
        sentence = self.context.around(figure)
        ahead = decision.modality == "prospective" or decision.name == "target"
        spoken = decision.name in ("level", "probability")
        before = [agent for agent in self._agents(sentence) if agent.end <= figure.start]
        for agent in reversed(before):
            held = self._holds(agent, figure, ahead=ahead, spoken=spoken)
            if held is not None:
                return self._speaker(agent) if held else None
        after = self._after(figure, sentence, ahead=ahead)
        if after is not None:
            return self._speaker(after)
        if ahead and not any(agent.who is not None for agent in before):
            return self._carried(figure, sentence)
        return None

    @cached_property
    def _cast(self) -> Cast:
        hidden = Timeline(self.context.quotations)
        people = (
            m
            for m in self.context.mentions
            if (isinstance(m, Person) or (isinstance(m, Organisation) and m.speaks)) and hidden.at(m.start) is None
        )
        return Cast(self.context.text, people)

    @cached_property
    def _sentences(self) -> list[int]:
        return [sentence.start for sentence in self.context.sentences]

    @cached_property
    def _mentions(self) -> Timeline[Named]:
        return Timeline(self._cast.mentions)

    def _agents(self, reach: Reach) -> list[_Agent]:
        """Names, pronouns and roles of a stretch, and the groups that nobody names, in order."""
        text = self.context.text
        made = [_Agent(m.start, m.end, m, "") for m in self._mentions.within(reach.start, reach.end)]
        taken = [(agent.start, agent.end) for agent in made]
        quoted = self.context.quotations
        for match in ROLES.finditer(text, reach.start, reach.end):
            inside = any(start < match.end() and match.start() < end for start, end in taken)
            if inside or quoted.at(match.start()) is not None:
                continue
            word = match.group()
            wording = {"his": "he", "her": "she", "him": "he", "its": "it"}.get(word.casefold(), word)
            who = self._cast.before(match.start(), self._sentences, wording)
            made.append(_Agent(match.start(), match.end(), who, word.casefold()))
        for match in OTHERS.finditer(text, reach.start, reach.end):
            named = any(start - 40 < match.start() < end + 20 for start, end in taken)
            if not named and quoted.at(match.start()) is None:
                made.append(_Agent(match.start(), match.end(), None, match.group()))
        return sorted(made, key=lambda agent: agent.start)

    def _holds(self, agent: _Agent, figure: Figure, *, ahead: bool, spoken: bool) -> bool | None:
        """Whether the figure is the agent's view; ``False`` if it is the view of somebody unnamed, ``None`` if nothing says so."""
        text = self.context.text
        gap = text[agent.end : figure.start]
        if PARTED.search(gap):
            return None
        owner = agent.word in ("his", "her", "its") or gap.startswith(("'s", "’s", "' ", "’ "))
        if owner:
            return agent.who is not None or None if OWNED.match(gap) else None
        if ACCORDING.search(text, max(0, agent.start - 60), agent.start):
            return self._credited(agent, ahead=ahead, spoken=spoken) or None
        if isinstance(agent.who, Organisation) or agent.word == "it" or agent.who is None:
            verb = OPINES.match(gap)
        elif ahead or spoken:
            verb = HELD.match(gap) or STANCE.match(gap)
        else:
            verb = SAYS.match(gap)
        if verb is None:
            return None
        return agent.who is not None

    def _credited(self, agent: _Agent, *, ahead: bool, spoken: bool) -> bool:
        """Whether "according to" credits a view: a firm that data are from is their source and no forecaster."""
        return agent.who is not None and (isinstance(agent.who, Person) or ahead or spoken)

    def _after(self, figure: Figure, sentence: Reach, *, ahead: bool) -> _Agent | None:
        """The one whom the rest of the sentence names as saying it: "…, says Ada Example", "… is her target"."""
        text = self.context.text
        for agent in self._agents(Reach(figure.end, sentence.end)):
            gap = text[figure.end : agent.start]
            if agent.who is None or PARTED.search(gap):
                continue
            person = isinstance(agent.who, Person)
            if not ahead and (not person or '"' in gap or "”" in gap):
                continue
            rest = text[agent.end : sentence.end]
            owner = agent.word in ("his", "her", "its") or rest.startswith(("'s", "’s"))
            if owner:
                if NAMED_BY.search(gap) and OWNED.match(rest):
                    return agent
            elif SPOKEN_AFTER.search(gap) or (re.search(r"[,—–”\"]\s*$", gap) and TELLS_AFTER.match(rest)):
                return agent
        return None

    def _carried(self, figure: Figure, sentence: Reach) -> Speaker | None:
        """The one whose view the sentence before gives, where this one goes on with it: "Below that, $9,000 comes into play"."""
        index = bisect_right(self._sentences, sentence.start) - 2
        if index < 0 or not CARRIES.match(self.context.text, sentence.start):
            return None
        last = self.context.sentences[index]
        if "\n" in self.context.text[last.end - 1 : sentence.start] or last.end - last.start > 500:
            return None
        for voice in reversed(self.voices):
            if last.start <= voice.words.start < sentence.start:
                return voice.speaker if voice.speaker.name else None
        reach = Reach(last.start, last.end)
        for agent in self._agents(reach):
            gap = self.context.text[agent.end : last.end]
            if isinstance(agent.who, Person) and agent.word not in ("his", "her") and SAYS.match(gap):
                return self._speaker(agent)
        return None

    def _speaker(self, agent: _Agent) -> Speaker | None:
        return None if agent.who is None else self._cast.speaker(agent.who)
