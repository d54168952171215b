# Wenmai: `make serve` for a first look, `make test` for the whole suite.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# What the explorer of concepts is drawn with; without npm its page tells the same in words.
DRAWER := service/web/static/vendor/cytoscape.min.js
# No model hub is ever asked at run time: an encoder is a file or an error.
export HF_HUB_OFFLINE := 1

.PHONY: setup serve test check clean

setup: $(READY) $(DRAWER)

$(READY): requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11（找不到 $(PYTHON)）；可用 make PYTHON=/路径/python3.11" >&2; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --requirement requirements.txt
	$(BIN)/python -c "import embeddings.kernels, service.forest, service.ranking.kernels"  # compiled here, once
	touch $(READY)

$(DRAWER): package-lock.json
	@if command -v npm >/dev/null; then \
	  npm ci --ignore-scripts --no-audit --no-fund --silent && \
	  install -D -m 644 node_modules/cytoscape/dist/cytoscape.min.js $(DRAWER); \
	else echo "没有 npm：图谱页将只有文字；装好后再运行 make setup" >&2; fi

# The sample corpus is built only when nothing has been built yet: a user's own data is left alone.
serve: setup
	@test -e data/CURRENT || { \
	  $(BIN)/python -m scripts.ingest corpus/samples && $(BIN)/python -m scripts.build; }
	$(BIN)/python -m scripts.serve

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
