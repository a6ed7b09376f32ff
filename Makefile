# make run: install what is missing and open the program. make test: everything that CI runs.
BIN := .venv/bin
EXAMPLE := build/eksempel.bvdesk
# A machine that keeps no byte code would compile every module anew in each process that a test starts.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run reports test types pytest quick torture bench requirements licenses pictures installer try-installer clean

run: .venv/.program
	@installer/environment.sh libraries
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
		$(BIN)/bvdesk; \
	else \
		$(MAKE) --no-print-directory reports && \
		echo "There is no screen here: the example service's reports are printed to rapporter/ instead."; \
	fi

reports: .venv/.program
	@mkdir -p build rapporter && rm -f $(EXAMPLE)*
	@$(BIN)/bvdesk eksempel $(EXAMPLE)
	@$(BIN)/bvdesk rapport $(EXAMPLE) --periode 2025 --alle --ut rapporter

test: .venv/.development
	@installer/environment.sh libraries
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	@$(MAKE) --no-print-directory --jobs=2 types pytest

types: .venv/.development
	$(BIN)/mypy

pytest: .venv/.development
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal

quick: .venv/.development
	$(BIN)/ruff check .
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m "not slow"

torture: .venv/.development
	BVDESK_TORTURE=1 QT_QPA_PLATFORM=offscreen nice $(BIN)/python -m pytest -s tests/torture

bench: .venv/.development
	@for file in tests/benchmarks/bench_*.py; do \
		echo "$$file"; QT_QPA_PLATFORM=offscreen $(BIN)/python -m "tests.benchmarks.$$(basename "$$file" .py)" || exit 1; \
	done

# After a change of dependencies in pyproject.toml: new pins, and the licences of what is new.
requirements: .venv/.development
	installer/pin.sh
	@$(MAKE) --no-print-directory licenses

licenses: .venv/.development
	$(BIN)/python installer/licenses.py

# The pictures of README and manual, taken of the program as it is.
pictures: .venv/.development
	$(BIN)/python installer/pictures.py

# All packages into dist/; see installer/README.md.
installer: .venv/.development
	$(BIN)/python installer/build_windows.py
	$(BIN)/python installer/build_linux.py
	$(BIN)/python installer/sbom.py
	cd dist && sha256sum bvdesk[-_]* >SHA256SUMS

try-installer: .venv/.development
	$(BIN)/python installer/try_windows.py
	$(BIN)/python installer/try_linux.py

.venv/.program: installer/requirements.txt installer/environment.sh
	@installer/environment.sh packages $<
	@touch $@

.venv/.development: installer/requirements-dev.txt installer/environment.sh
	@installer/environment.sh packages $<
	@touch .venv/.program $@

clean:
	rm -rf .venv build dist rapporter .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
