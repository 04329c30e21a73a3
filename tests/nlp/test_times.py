"""Times: expressions of time, resolved against the article's date in the granularity they have."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.nlp.times import Times
from kg.ontology import cached

DAY = "2022-01-17"  # a Monday

TABLE = {
    # days of the week: the latest before, the next where the clause looks ahead, the article's own day
    "Kenya met Chad on Friday.": ["2022-01-14"],
    "Kenya met Chad on Monday.": ["2022-01-17"],
    "Kenya met Chad on Monday morning.": ["2022-01-17"],
    "Kenya met Chad last Friday.": ["2022-01-14"],
    "Kenya met Chad this past Friday.": ["2022-01-14"],
    "Kenya met Chad Tuesday night.": ["2022-01-11"],
    "Kenya met Chad late on Tuesday.": ["2022-01-11"],
    "Kenya met Chad early Monday.": ["2022-01-17"],
    "Kenya met Chad this Wednesday.": ["2022-01-12"],
    "Kenya will meet Chad this Wednesday.": ["2022-01-19"],
    "Kenya will meet Chad next Friday.": ["2022-01-21"],
    "Kenya is due to meet Chad on Friday.": ["2022-01-21"],
    "Kenya met Chad on Friday of last week.": ["2022-01-14"],
    "Kenya will meet Chad a week from Friday.": ["2022-01-28"],
    "Kenya met Chad at 3 p.m. on Friday.": ["2022-01-14"],
    "On Mondays, Kenya met Chad.": [],
    "Kenya met Chad every Friday.": [],
    "Kenya gave Chad until June 1 to pay.": ["../2022-06-01"],
    # days around the article's
    "Kenya met Chad yesterday.": ["2022-01-16"],
    "Kenya met Chad today.": ["2022-01-17"],
    "Kenya met Chad earlier today.": ["2022-01-17"],
    "Kenya meets Chad tonight.": ["2022-01-17"],
    "Kenya met Chad this morning.": ["2022-01-17"],
    "Kenya met Chad last night.": ["2022-01-16"],
    "Kenya met Chad at noon.": ["2022-01-17"],
    "Kenya met Chad earlier in the day.": ["2022-01-17"],
    "Kenya will meet Chad tomorrow.": ["2022-01-18"],
    "Kenya met Chad the day before yesterday.": ["2022-01-15"],
    "Kenya will meet Chad the day after tomorrow.": ["2022-01-19"],
    # weeks, months, seasons, years
    "Kenya met Chad earlier this week.": ["2022-01-17/2022-01-23"],
    "Kenya met Chad last week.": ["2022-01-10/2022-01-16"],
    "Kenya met Chad over the weekend.": ["2022-01-15/2022-01-16"],
    "Kenya will meet Chad next weekend.": ["2022-01-22/2022-01-23"],
    "Kenya met Chad last month.": ["2021-12"],
    "Kenya will meet Chad later this month.": ["2022-01"],
    "Kenya will meet Chad next year.": ["2023"],
    "Kenya met Chad late last year.": ["2021"],
    "Kenya met Chad at the end of last year.": ["2021"],
    "Kenya met Chad in the spring.": ["2021-21"],
    "Kenya will meet Chad this summer.": ["2022-22"],
    "Kenya met Chad last summer.": ["2021-22"],
    "Kenya met Chad in the autumn of 1956.": ["1956-23"],
    "Kenya met Chad in the second quarter of 2020.": ["2020-04/2020-06"],
    "Kenya met Chad in Q3 2021.": ["2021-07/2021-09"],
    "Kenya met Chad in the first half of 2021.": ["2021-01/2021-06"],
    "Kenya met Chad in mid-2015.": ["2015"],
    "Kenya met Chad at the end of 2019.": ["2019"],
    "Kenya met Chad in the year 2000.": ["2000"],
    "Kenya met Chad in 2015.": ["2015"],
    "Kenya met Chad in the 1990s.": ["199X"],
    "Kenya met Chad in the early 1990s.": ["199X"],
    "Kenya met Chad in the nineteenth century.": ["18XX"],
    "Kenya met Chad in the 18th century.": ["17XX"],
    # months without a year: the latest before, or the next
    "Kenya met Chad in December.": ["2021-12"],
    "Kenya will meet Chad in December.": ["2022-12"],
    "Kenya met Chad in early March.": ["2021-03"],
    "Kenya met Chad in January.": ["2022-01"],
    "Kenya met Chad in June of last year.": ["2021-06"],
    "Kenya met Chad last June.": ["2021-06"],
    "Kenya will meet Chad next June.": ["2022-06"],
    "Kenya announced talks with Chad for June.": ["2022-06"],
    "Kenya reported sales to Chad for June.": ["2021-06"],
    # dates as they are written
    "Kenya met Chad in December 2019.": ["2019-12"],
    "Kenya met Chad in Sept. 2001.": ["2001-09"],
    "Kenya met Chad on 3 March 2020.": ["2020-03-03"],
    "Kenya met Chad on March 3, 2020.": ["2020-03-03"],
    "Kenya met Chad on July 16th.": ["2021-07-16"],
    "Kenya met Chad on Jul. 16.": ["2021-07-16"],
    "Kenya met Chad on the 16th of July.": ["2021-07-16"],
    "Kenya met Chad on the third of March.": ["2021-03-03"],
    "Kenya met Chad on 16/07/2014.": ["2014-07-16"],
    "Kenya met Chad on 16.07.2014.": ["2014-07-16"],
    "Kenya met Chad on 2014-07-16.": ["2014-07-16"],
    "Kenya met Chad on Friday, July 5, 2013.": ["2013-07-05"],
    "Kenya met Chad on Wed, 12 Jan 2022.": ["2022-01-12"],
    "Kenya met Chad at 10:15 GMT on 3 March.": ["2021-03-03"],
    "Kenya met Chad on the afternoon of 3 March 2020.": ["2020-03-03"],
    "Kenya met Chad on Christmas Eve.": ["2021-12-24"],
    "Kenya met Chad on New Year's Day.": ["2022-01-01"],
    # ranges
    "Kenya met Chad on December 8-14.": ["2021-12-08/2021-12-14"],
    "Kenya met Chad from 3 to 5 May.": ["2021-05-03/2021-05-05"],
    "Kenya met Chad between 3 and 5 May 2021.": ["2021-05-03/2021-05-05"],
    "Kenya met Chad from May 3 to June 5.": ["2021-05-03/2021-06-05"],
    "Kenya met Chad from Monday to Wednesday.": ["2022-01-10/2022-01-12"],
    "Kenya will meet Chad from Wednesday to Friday.": ["2022-01-19/2022-01-21"],
    "Kenya attacked Chad between 2010 and 2014.": ["2010/2014"],
    "Kenya attacked Chad from 2010 to 2014.": ["2010/2014"],
    "Kenya attacked Chad in 2014-15.": ["2014/2015"],
    "Kenya visited Chad on 4 April and Mali on 6 April 2016.": ["2016-04-04", "2016-04-06"],
    # open ends
    "Since November, Kenya has met Chad twice.": ["2021-11/.."],
    "Kenya has led Chad since 2010.": ["2010/.."],
    "Kenya will stay until Friday.": ["../2022-01-21"],
    "Kenya stayed until Friday.": ["../2022-01-14"],
    "Kenya will leave Chad by 2030.": ["../2030"],
    "Kenya will pay Chad by the end of the year.": ["../2022"],
    "Kenya will pay Chad before Friday.": ["../2022-01-21"],
    "Kenya was told to pay Chad by Friday.": ["../2022-01-21"],
    # a verb of demand, promise or threat was done on the day; what it is about lies ahead
    "Kenya demanded on Friday that Chad leave.": ["2022-01-14"],
    "Kenya agreed on Friday to meet Chad.": ["2022-01-14"],
    "Kenya agreed to meet Chad on Friday.": ["2022-01-21"],
    "Kenya ordered Chad to leave on Friday.": ["2022-01-21"],
    "Kenya had planned to meet Chad in May.": ["2021-05"],
    # counted from the article's day
    "Kenya met Chad two years ago.": ["2020"],
    "Kenya met Chad a decade ago.": ["2012"],
    "Kenya met Chad three days ago.": ["2022-01-14"],
    "Kenya met Chad almost a year ago.": ["2021"],
    "Kenya met Chad more than a decade ago.": ["../2012"],
    "Kenya met Chad less than two weeks ago.": ["2022-01-03/2022-01-17"],
    "Kenya met Chad a few days ago.": ["../2022-01-15"],
    "Kenya met Chad decades ago.": ["../2002"],
    "Kenya will meet Chad two weeks from now.": ["2022-01-31"],
    "Kenya will meet Chad in two weeks.": ["2022-01-31"],
    "Kenya built a school in two weeks.": [],
    "Kenya must leave Chad within 30 days.": ["2022-01-17/2022-02-16"],
    "Kenya will pay Chad over the next three years.": ["2022/2025"],
    "Kenya attacked Chad over the past two weeks.": ["2022-01-03/2022-01-17"],
    "Kenya attacked Chad in the last 24 hours.": ["2022-01-16/2022-01-17"],
    # lengths: since when, of what goes on; else no time
    "Kenya has fought Chad for three years.": ["2019/.."],
    "Kenya fought Chad for three years.": [],
    "Kenya has banned Chad for three years.": [],
    "Kenya was banned for three years.": [],
    # counted from the time told of before
    "Kenya met Chad in 2003. The following year, Mali left.": ["2003", "2004"],
    "Kenya met Chad on 3 May 2003. Two days later, Mali left.": ["2003-05-03", "2003-05-05"],
    "Kenya met Chad on 3 May 2003. Mali left the same day.": ["2003-05-03", "2003-05-03"],
    "Kenya met Chad on 3 May 2003. Mali left the day before.": ["2003-05-03", "2003-05-02"],
    "Kenya met Chad in May 2003. Mali left later that month.": ["2003-05", "2003-05"],
    "Kenya met Chad in May 2003. Mali left the next month.": ["2003-05", "2003-06"],
    "Kenya met Chad in 2003. Two days later, Mali left.": ["2003"],
    "Kenya will pay Chad over the next month.": ["2022-02"],
    "Kenya met Chad. Two days later, Mali left.": [],
    "Kenya sued Chad on Friday, a day after Mali left.": ["2022-01-14", "2022-01-13"],
    "The move comes a day after Mali left.": ["2022-01-16"],
    # what is no time
    "Kenya met Chad.": [],
    "Kenya met two ministers and 300 guests.": [],
    "Kenya bought 2000 tanks.": [],
    "Kenya hit Flight 1549.": [],
    "Kenya met Chad at Expo 2020 in Dubai.": [],
    "Kenya attacked Chad at 2000 GMT.": [],
    "Kenya criticized Chad over the Good Friday Agreement.": [],
    "Theresa May met April Jones.": [],
    "USA Today praised Kenya.": [],
    "Kenya launched a spring offensive against Chad.": [],
    "Kenya jailed Ada Brown for 12 years.": [],
    "The 24-hour strike hit Kenya.": [],
    "A 34-year-old man attacked Kenya.": [],
    "Kenya may meet Chad.": [],
    "Kenya fell back and will march on Chad.": [],
}


@pytest.mark.parametrize(("text", "expected"), TABLE.items())
def test_expressions_resolve_against_the_article(nlp: Language, text: str, expected: list[str]) -> None:
    doc = nlp(text)
    doc._.kg_date = DAY
    assert [t["edtf"] for t in Times(cached())(doc)._.kg_times] == expected


def test_without_a_date_only_whole_dates_resolve(nlp: Language) -> None:
    doc = Times(cached())(nlp("Kenya met Chad on Friday and on 3 March 2020."))
    assert [t["edtf"] for t in doc._.kg_times] == ["2020-03-03"]


def test_without_a_date_a_day_is_near_to_the_whole_date_of_the_text(nlp: Language) -> None:
    doc = Times(cached())(nlp("Kenya met Chad on 20 March. It left on 3 April 2020."))
    assert [t["edtf"] for t in doc._.kg_times] == ["2020-03-20", "2020-04-03"]


def test_the_days_a_time_spans(nlp: Language) -> None:
    doc = nlp("Kenya met Chad in December 2019.")
    (time,) = Times(cached())(doc)._.kg_times
    assert (time["earliest"], time["latest"]) == ("2019-12-01", "2019-12-31")
    assert doc[time["head"]].text in ("December", "2019") and time["start"] < time["end"]
