"""When which article is shared where, and why the others are not: pure, the clock is an argument.

`due` answers for one moment; `coming` lets time run and asks `due` again and again; `due_since` says
since when a slot might have gone out; `ahead` says what the calendar of those days holds, `occasions`
what may have been, `Hours` when posts may go out, and `costs` what slots cost. What an event
in its last seven days asks for goes first, then new articles, oldest first, then other events, then those
whose season it is; then evergreen articles come round again, the longest unseen first.
Every number of days (gaps, caps) counts the calendar's local days, so that neither the hour of a run
nor summer time ever shifts anything.
"""

from syndicate.plan.agenda import coming, due, due_since
from syndicate.plan.ahead import ahead
from syndicate.plan.cost import Fare, costs, in_a_year
from syndicate.plan.hours import Hours
from syndicate.plan.occasions import occasions

__all__ = ["Fare", "Hours", "ahead", "coming", "costs", "due", "due_since", "in_a_year", "occasions"]
