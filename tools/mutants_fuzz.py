"""Fuzzes a planted fault until a target notices it: for mutants.py."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

SEED = 20261122
# Targets that never reach the library's check, and those that only reach what compiles contracts.
ELSEWHERE = {"fuzz_read_driver", "fuzz_read_vectors", "fuzz_tests"}
OF_MODELS = {"fuzz_load_model", "fuzz_compile_pattern"}


class Fuzzer:
    """Targets of build/fuzz-faults, each from its checked-in seeds, sharing the time of a fault."""

    def __init__(self, root, seconds):
        self.root, self.seconds = root, seconds
        self.build = root / "build" / "fuzz-faults" / "fuzz"
        self.targets = sorted(path for path in self.build.glob("fuzz_*")
                              if path.is_file() and os.access(path, os.X_OK)
                              and path.name not in ELSEWHERE)
        if not self.targets:
            print(f"mutants: no targets in {self.build}; ./dev mutants --fuzz builds them",
                  file=sys.stderr)
            sys.exit(2)
        for target in self.targets:
            if self.fuzz(target, "", 1) is not None:
                print(f"mutants: {target.name} fails on its seeds without any fault",
                      file=sys.stderr)
                sys.exit(2)

    def chosen(self, fault):
        """Models reach what is planted in spec/; messages reach everything."""
        below = any(path.startswith("spec/") for path in fault["where"])
        return [target for target in self.targets
                if below or target.name not in OF_MODELS]

    def fuzz(self, target, fault, seconds):
        """Seconds to the kill; None when the target noticed nothing."""
        seeds = self.root / "corpus" / "seeds" / target.name
        with tempfile.TemporaryDirectory(prefix="assay-mutant-") as scratch:
            corpus = pathlib.Path(scratch) / "corpus"
            corpus.mkdir()
            command = [target, corpus, f"-max_total_time={max(1, int(seconds))}", f"-seed={SEED}",
                       "-timeout=10", "-rss_limit_mb=2048", f"-artifact_prefix={scratch}/",
                       "-print_final_stats=0", "-verbosity=0"]
            if seeds.is_dir():
                command.insert(2, seeds)
            names = (f"{target.name}.dict", "contract.dict")
            dictionary = next((self.root / "fuzz" / name for name in names
                               if (self.root / "fuzz" / name).exists()), None)
            if dictionary:
                command.append(f"-dict={dictionary}")
            start = time.monotonic()
            try:
                code = subprocess.run(command, cwd=scratch, check=False,
                                      env={**os.environ, "ASSAY_FAULT": fault},
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                      timeout=seconds + 120).returncode
            except subprocess.TimeoutExpired:
                code = 1
            return None if code == 0 else time.monotonic() - start

    def run(self, fault):
        targets = self.chosen(fault)
        spent = 0.0
        for target in targets:
            seconds = self.fuzz(target, fault["name"], self.seconds / len(targets))
            if seconds is not None:
                return {"killed": True, "target": target.name, "seconds": round(spent + seconds, 1)}
            spent += self.seconds / len(targets)
        return {"killed": False}
