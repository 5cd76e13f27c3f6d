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
    CLOSES,
    GOES_ON,
    HAS,
    HELD,
    HOPES,
    NAMED_BY,
    OPINES,
    OTHERS,
    OWNED,
    OWNED_AFTER,
    OWNED_BEFORE,
    PARTED,
    ROLES,
    SAYS,
    SPOKEN_AFTER,
    STANCE,
    TELLS_AFTER,
    VERSUS,
    WHOSE,
)
from tapecheck.schema.mention import Organisation, Person

POSSESSIVES = ("his", "her", "its")
_FIRM = re.compile(r"the\s(?:bank|firm|brokerage|broker|lender|company|exchange|research\sfirm|asset\smanager)")
_OF = re.compile(
    r"""(?:(?:,|,?\swho\sis)\s(?:[^\s,.;:"“”]{1,20}\s){1,8})? \s?(?:of|at|from|for)\s(?:[^\s,.;:"“”]{1,20}\s){0,6}""",
    re.VERBOSE,
)
"""``Ada Example(, a strategist) of (the research firm) Sample Bank``"""
_ON = re.compile(r"\bon\s$")
"""Before what a post stands on: "analysts on Samplegram say"."""
_PLACE = re.compile(r"\b(?:in|from|at|near)\s$", re.IGNORECASE)
_NAMES = (
    # notes Ada Example, who runs; says our columnist Ada Example of
    re.compile(r"(?<=[vVtw])x?[mrhMRHdl]{0,3}(?P<name>N[Nk]{0,2}N)(?=[,.:\"(&oau]|$)"),
    # Ada Example thinks; Ada Example, who runs a fund, believes
    re.compile(r"(?<![NMk])(?P<name>N[Nk]{0,2}N)(?=(?:,[^./\"]{1,22},)?b{0,2}t|o[^,./\"]{1,5}[vt])"),
)


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
        if not ahead and VERSUS.search(self.context.text, max(sentence.start, figure.start - 40), figure.start):
            return None
        before = [agent for agent in self._agents(sentence) if agent.end <= figure.start]
        for agent in reversed(before):
            held = self._holds(agent, figure, ahead=ahead, spoken=spoken, price=decision.kind == "price")
            if held is not None:
                return self._speaker(agent) if held else None
        after = self._after(figure, sentence, ahead=ahead)
        if after is not None:
            return self._speaker(after)
        if ahead and not any(agent.who is not None for agent in before):
            return self._carried(sentence)
        return None

    @cached_property
    def _cast(self) -> Cast:
        """Those outside quotations who speak; providers of data are sources, and a name after "in" is a place."""
        context = self.context
        known = [
            m
            for m in context.mentions
            if (isinstance(m, Person) or (isinstance(m, Organisation) and m.speaks))
            and context.quotations.at(m.start) is None
            and not context.providers.within(m.start, m.end)
            and context.assets.at(m.start) is None
            and not (" " not in m.text and _ON.search(context.text, max(0, m.start - 4), m.start))
            and not (
                isinstance(m, Person)
                and " " not in m.text
                and _PLACE.search(context.text, max(0, m.start - 6), m.start)
            )
        ]
        return Cast(context.text, [*known, *self._unheard(known)])

    def _unheard(self, known: Sequence[Named]) -> Iterator[Person]:
        """Names that only a verb of thinking makes somebody: "Ada Example, who writes our column, believes"."""
        context, taken = self.context, Timeline(known)
        split = context.words
        for pattern in _NAMES:
            for match in pattern.finditer(split.classes):
                first, last = match.span("name")
                start, end = split.starts[first], split.ends[last - 1]
                other = taken.last_before(end)
                if other is not None and other.end > start:
                    continue
                named = (context.assets, context.venues, context.providers, context.quotations)
                if not any(each.within(start, end) or each.at(start) for each in named):
                    yield Person(start=start, end=end, text=context.text[start:end], rule="person.view/1")

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
            if who is None and _FIRM.fullmatch(word.casefold()):
                who = self._cast.before(match.start(), self._sentences, "he")
            made.append(_Agent(match.start(), match.end(), who, word.casefold()))
        for match in OTHERS.finditer(text, reach.start, reach.end):
            named = any(start - 40 < match.start() < end + 20 for start, end in taken)
            if not named and quoted.at(match.start()) is None:
                made.append(_Agent(match.start(), match.end(), None, match.group()))
        return self._with_employers(sorted(made, key=lambda agent: agent.start))

    def _with_employers(self, agents: Sequence[_Agent]) -> list[_Agent]:
        """The agents, each person as one with the firm named right after: "Ada Example of Sample Bank expects"."""
        joined: list[_Agent] = []
        for agent in agents:
            last = joined[-1] if joined else None
            if (
                last is not None
                and isinstance(last.who, Person)
                and not last.word
                and not agent.word
                and _OF.fullmatch(self.context.text, last.end, agent.start)
            ):
                joined[-1] = _Agent(last.start, agent.end, last.who, "")
            else:
                joined.append(agent)
        return joined

    def _holds(self, agent: _Agent, figure: Figure, *, ahead: bool, spoken: bool, price: bool) -> bool | None:
        """Whether the figure is the agent's view; ``False`` if it is the view of somebody unnamed, ``None`` if nothing says so."""
        text = self.context.text
        gap = text[agent.end : figure.start]
        if PARTED.search(gap):
            return None
        if ACCORDING.search(text, max(0, agent.start - 60), agent.start):
            return self._credited(agent, ahead=ahead, spoken=spoken) or None
        if OWNED_BEFORE.fullmatch(gap) and _owns(agent, gap) and OWNED_AFTER.match(text, figure.end):
            return agent.who is not None
        if agent.word in POSSESSIVES or (not agent.word and gap.startswith(("'s", "’s", "' ", "’ "))):
            return agent.who is not None if OWNED.match(gap) else None
        if WHOSE.match(gap):
            return agent.who is not None
        if isinstance(agent.who, Organisation) or agent.word == "it" or agent.who is None:
            verb = OPINES.match(gap)
        elif ahead or spoken:
            verb = HELD.match(gap) or STANCE.match(gap)
        else:
            verb = SAYS.match(gap) or HOPES.match(gap) or (HAS.match(gap) if price else None)
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
            if not ahead and (not person or '"' in gap or "”" in gap or GOES_ON.search(gap)):
                continue
            rest = text[agent.end : sentence.end]
            if _owns(agent, rest):
                if NAMED_BY.search(gap) and OWNED.match(rest):
                    return agent
            elif SPOKEN_AFTER.search(gap) or (
                re.search(r"[,—–”\"]\s*$", gap) and (TELLS_AFTER if ahead else CLOSES).match(rest)
            ):
                return agent
        return None

    def _carried(self, sentence: Reach) -> Speaker | None:
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
        """Who the agent is; "the bank" is the employer of the one who speaks in the same paragraph before it."""
        if _FIRM.fullmatch(agent.word):
            person = self._cast.before(agent.start, self._sentences, "he")
            employer = None if person is None else self._cast.speaker(person).affiliation
            if person is not None and employer and "\n" not in self.context.text[person.end : agent.start]:
                return Speaker(employer)
        return None if agent.who is None else self._cast.speaker(agent.who)


def _owns(agent: _Agent, rest: str) -> bool:
    """Whether what follows belongs to the agent: "her", "Ada Example's", "Ada Example, whose"."""
    return agent.word in POSSESSIVES or (not agent.word and re.match(r"['’]|,?\swhose\b", rest) is not None)
