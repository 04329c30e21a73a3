# Two commands for newcomers: `make demo` and `make test`. Both make .venv first, from the pinned, hashed lock file.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
STAMP := .venv/.installed
YASGUI := kg/serve/yasgui

.PHONY: help demo test check lock wheel yasgui clean

help: ## what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(STAMP) ## build the graph of seeds/, ask a first question, draw the page
	@rm -rf demo && mkdir demo
	$(BIN)/kg build seeds --graph demo/graph
	@echo && echo "Who accuses whom, and where does it say so?"
	$(BIN)/kg explain - accuses --graph demo/graph
	@$(BIN)/kg view --graph demo/graph -o demo/network.html
	@echo && echo "The network: open demo/network.html in a browser."
	@echo "Ask more:    $(BIN)/kg query --graph demo/graph \"SELECT ?who ?whom { ?who kg:demands ?whom }\""

test: $(STAMP) check ## style, types and all tests
	$(BIN)/python -m pytest

check: $(STAMP) ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

lock: ## pin all dependencies anew, with hashes; names no registry
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --custom-compile-command "make lock" --quiet -o requirements.lock

wheel: $(STAMP) ## the wheel, in dist/
	$(BIN)/python -m build --wheel --no-isolation

yasgui: ## fetch the query editor of kg serve anew, and check it; needs npm
	mkdir -p dist
	npm pack --silent --pack-destination dist @triply/yasgui@4.2.28
	tar -xzf dist/triply-yasgui-4.2.28.tgz -C dist
	cd dist/package && cp LICENSE.txt build/yasgui.min.js build/yasgui.min.css ../../$(YASGUI)
	cp dist/package/build/yasgui.min.js.LICENSE.txt $(YASGUI)/THIRD-PARTY.txt
	cd $(YASGUI) && sha256sum --check --quiet SHA256SUMS

clean: ## all that was made here, except .venv
	rm -rf demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
