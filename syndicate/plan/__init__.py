"""When which article is shared where, and why the others are not: pure, the clock is an argument.

`due` answers for one moment; `coming` lets time run and asks `due` again and again. New articles are
announced first, oldest first; then evergreen articles come round again, the longest unseen first.
Every number of days (gaps, caps) counts the calendar's local days, so that neither the hour of a run
nor summer time ever shifts anything.
"""

from syndicate.plan.agenda import coming, due

__all__ = ["coming", "due"]
