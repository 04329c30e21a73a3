"""Timing: an event has the time that modifies it, or that of the occasion of which it is a part."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.nlp import pipeline

Times = dict[str, str | None]
Read = Callable[[str, Times], Times]


@pytest.fixture(scope="module")
def read() -> Read:
    """The times of the first events of some relations in a text of Monday, 17 January 2022."""
    nlp = pipeline.load()

    def times(text: str, relations: Times) -> Times:
        doc = nlp.make_doc(text)
        doc._.kg_date, doc._.kg_title_end = "2022-01-17", text.find("\n") + 1
        doc = nlp(doc)
        found = {e["relation"]: e["time"] for e in reversed(doc._.kg_events)}
        return {r: None if (time := found[r]) is None else doc._.kg_times[time]["edtf"] for r in relations}

    return times


FRIDAY = "2022-01-14"

TABLE: list[tuple[str, Times]] = [
    # on the verb
    ("Kenya attacked Mali on Friday.", {"attacks": FRIDAY}),
    ("Kenya on Friday rejected a request from Chad.", {"rejects": FRIDAY}),
    ("Kenya was attacked by Chad on Friday.", {"attacks": FRIDAY}),
    ("Kenya named Ada Brown as chairman in 2009.", {"appoints": "2009"}),
    ("Kenya bought the firm from Chad in late 2006.", {"acquires": "2006"}),
    ("Kenya met Chad at the end of May 2020.", {"meets": "2020-05"}),
    ("Kenya met Chad on Friday ahead of elections in May.", {"meets": FRIDAY}),
    # the report and what is reported
    ("Chad said on Monday that Kenya had attacked Mali in May.", {"says": "2022-01-17", "attacks": "2021-05"}),
    ("Kenya attacked Mali on Friday, Chad said on Sunday.", {"says": "2022-01-16", "attacks": FRIDAY}),
    ("On Friday, Kenya attacked Mali, Chad said.", {"says": None, "attacks": FRIDAY}),
    ("Chad said Sunday that Kenya will visit Mali on Friday.", {"says": "2022-01-16", "visits": "2022-01-21"}),
    ("Chad accused Kenya of attacking Mali in May.", {"accuses": None, "attacks": "2021-05"}),
    ("Chad fears that Kenya will attack Mali in May.", {"fears": None, "attacks": "2022-05"}),
    ("Chad condemned Kenya's attack on Mali on Friday.", {"criticizes": FRIDAY, "attacks": None}),
    # in the noun phrase
    ("The December agreement between Kenya and Chad helped Mali.", {"agreesWith": "2021-12"}),
    ("Tuesday's attack by Kenya on Mali killed two people.", {"attacks": "2022-01-11", "kills": "2022-01-11"}),
    ("Chad condemned Tuesday's attack by Kenya on Mali.", {"criticizes": None, "attacks": "2022-01-11"}),
    ("Chad rejected Kenya's 2010 request for help.", {"rejects": None, "demands": "2010"}),
    ("Kenya sued Chad over a 2012 attack.", {"sues": None}),
    ("Kenya met Chad at the 2012 Olympics.", {"meets": None}),
    ("Kenya fined Chad for breaking a 2015 agreement.", {"sanctions": None}),
    ("Kenya's suit against Chad, filed in May 2013, failed.", {"sues": "2013-05"}),
    ("The March 8 Alliance attacked Chad.", {"attacks": None}),
    ("Chad, born on 3 May 1971, met Kenya.", {"meets": None}),
    ("Kenya criticized the elections of May 2020 in Chad.", {"criticizes": None}),
    # a noun and its verb
    ("Kenya held talks with Chad on Friday.", {"consults": FRIDAY}),
    ("Kenya launched an attack on Mali on Friday.", {"attacks": FRIDAY}),
    ("Talks between Kenya and Chad will begin on Friday.", {"consults": "2022-01-21"}),
    ("Talks between Kenya and Chad are scheduled for Friday.", {"consults": "2022-01-21"}),
    ("Kenya announced talks with Chad for February.", {"announces": None, "consults": "2022-02"}),
    ("The request was made by Kenya to Chad in 2010.", {"demands": "2010"}),
    # the occasion
    ("Kenya said in a Friday statement that it supports Chad.", {"says": FRIDAY, "supports": None}),
    ("Kenya accused Chad at Friday's meeting of spying.", {"accuses": FRIDAY}),
    ("At last week's summit, Kenya accused Chad of spying.", {"accuses": "2022-01-10/2022-01-16"}),
    ("In a telephone call on Friday, Kenya urged Chad to withdraw.", {"demands": FRIDAY}),
    ("At a summit in Lisbon in 2010, Kenya accused Chad of spying.", {"accuses": "2010"}),
    ("Speaking on Friday, Chad criticized Kenya.", {"criticizes": FRIDAY}),
    ("Kenya and Chad met on Friday. The two countries discussed Mali.", {"meets": FRIDAY, "consults": FRIDAY}),
    ("Kenya met Chad on Friday. During the meeting, Kenya urged Chad to leave.", {"demands": FRIDAY}),
    ("Kenya met Chad on Friday. After the meeting, Kenya praised Mali.", {"praises": FRIDAY}),
    ("Kenya met Chad on Friday. Mali criticized Chad.", {"criticizes": None}),
    # coordination
    ("Kenya arrested and charged Ada Brown on Friday.", {"coerces": FRIDAY}),
    ("Kenya visited Mali on Friday and met Chad.", {"visits": FRIDAY, "meets": FRIDAY}),
    ("Kenya visited Mali on Friday and met Chad on Sunday.", {"visits": FRIDAY, "meets": "2022-01-16"}),
    ("The broadcasts began on May 10 and Chad says it supports Kenya.", {"says": None, "supports": None}),
    ("Kenya met Uganda on Friday and Chad on Sunday.", {"meets": FRIDAY}),
    ("On Friday, Kenya attacked Mali; Chad condemned Kenya.", {"attacks": FRIDAY, "criticizes": FRIDAY}),
    ("Kenya attacked Mali on Friday; Chad condemns Kenya.", {"attacks": FRIDAY, "criticizes": None}),
    ("On Friday Kenya sued Chad, while Mali attacked Niger.", {"sues": FRIDAY, "attacks": FRIDAY}),
    # subordinate clauses
    ("It was in May 2019 that Kenya sued Chad.", {"sues": "2019-05"}),
    ("Kenya, which attacked Mali in May, met Chad on Friday.", {"attacks": "2021-05", "meets": FRIDAY}),
    ("Kenya met Chad, which attacked Mali in 2015.", {"attacks": "2015", "meets": None}),
    ("Kenya attacked Mali on Friday, killing two soldiers from Chad.", {"kills": FRIDAY}),
    ("Kenya flew to Chad on Friday to meet Mali.", {"meets": FRIDAY}),
    ("The case was settled in May, with Kenya paying Chad $5 million.", {"aids": "2021-05"}),
    ("Kenya attacked Mali on Friday, later admitting that it regrets the attack.", {"attacks": FRIDAY}),
    ("Kenya sued Chad on Friday, a day after Mali attacked Niger.", {"sues": FRIDAY, "attacks": "2022-01-13"}),
    ("Kenya left Chad on Friday, two days after the attack by Mali on Niger.", {"attacks": "2022-01-12"}),
    ("Two soldiers fled on Friday when Kenya attacked Mali.", {"attacks": FRIDAY}),
    ("Two soldiers fled on Friday as Kenya attacked Mali.", {"attacks": FRIDAY}),
    ("As Mali announced its budget, Kenya left Chad in May.", {"withdrawsFrom": "2021-05", "announces": None}),
    ("Troops began a strike on Friday to protest against Kenya.", {"protests": FRIDAY}),
    # plans and demands are of another time than what is planned
    ("Kenya plans to visit Mali on Friday.", {"visits": "2022-01-21"}),
    ("Kenya is expected to visit Mali on Friday.", {"visits": "2022-01-21"}),
    ("Kenya planned last week to visit Mali.", {"visits": None}),
    ("Kenya threatened on Friday to attack Mali.", {"threatens": FRIDAY}),
    ("Kenya asked the court on Friday to order Chad to leave Mali.", {"demands": FRIDAY, "withdrawsFrom": None}),
    ("Kenya demanded on Friday that Chad leave Mali.", {"demands": FRIDAY}),
    ("Kenya demanded that Chad leave Mali on Friday.", {"withdrawsFrom": "2022-01-21"}),
    ("Kenya urged Chad to leave Mali by Friday.", {"demands": None, "withdrawsFrom": "../2022-01-21"}),
    ("Kenya announced a cut of 500 jobs over the next four years.", {"announces": None}),
    ("Kenya estimated by 2050 that Chad would support Mali.", {"says": None}),
    # since when there was nothing like it
    ("Kenya has criticized Chad since November.", {"criticizes": "2021-11/.."}),
    ("Kenya posted its first loss since 2002, Chad said.", {"announces": None}),
    ("Kenya met Chad for the first time since 2015.", {"meets": None}),
    # roles have a time of their own only
    ("Prime Minister Ada Brown of Kenya met Chad on Friday.", {"leads": None, "meets": FRIDAY}),
    ("Ada Brown, the president of Kenya since 2010, met Chad on Friday.", {"leads": "2010/..", "meets": FRIDAY}),
    ("Ada Brown led Kenya from 2001 to 2010.", {"leads": "2001/2010"}),
    # a headline
    ("Acme unveils new bus\nAda Brown, the head of Acme, unveiled a new bus on Friday.", {"announces": FRIDAY}),
    ("Kenya attacks Mali again\nThe army of Kenya attacked Mali on Friday.", {"attacks": FRIDAY}),
]


@pytest.mark.parametrize(("text", "times"), TABLE)
def test_an_event_has_the_time_of_its_own_occasion(read: Read, text: str, times: Times) -> None:
    assert read(text, times) == times
