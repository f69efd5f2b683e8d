# Every task: `make publish`, `make test`, `make preview` ...; the first run sets up .venv from hashed
# requirements, the next ones need no network. Without make: python3 -m syndicate TASK.
# make itself ends with 2 where a task fails; the task's own exit code stands in make's last line.
PYTHON ?= python3

help: FORCE
	@$(PYTHON) -m syndicate --list

# forced: tasks make folders of their own name (preview/), and must run all the same
%: FORCE
	@$(PYTHON) -m syndicate $@ $(ARGS)

FORCE: ;
Makefile: ;
