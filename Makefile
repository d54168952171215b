# Wenmai: `make serve` for a first look, `make test` for the whole suite.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# No model hub is ever asked at run time: an encoder is a file or an error.
export HF_HUB_OFFLINE := 1

.PHONY: setup serve test check clean

setup: $(READY)

$(READY): requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11（找不到 $(PYTHON)）；可用 make PYTHON=/路径/python3.11" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --requirement requirements.txt
	touch $(READY)

# The sample corpus is built only when nothing has been built yet: a user's own data is left alone.
serve: $(READY)
	@test -e data/CURRENT || { \
	  $(BIN)/python -m scripts.ingest corpus/samples && $(BIN)/python -m scripts.build; }
	$(BIN)/python -m scripts.serve

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: $(READY) check
	$(BIN)/python -m pytest

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
