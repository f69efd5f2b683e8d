# Every task: `make publish`, `make test`, `make preview` ...; the first run sets up .venv from hashed
# requirements, the next ones need no network. Without make: python3 -m syndicate TASK.
PYTHON ?= python3

help:
	@$(PYTHON) -m syndicate --list

%:
	@$(PYTHON) -m syndicate $@ $(ARGS)

.PHONY: help test
test:
	@$(PYTHON) -m syndicate test $(ARGS)
Makefile: ;
