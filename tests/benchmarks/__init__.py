"""What this plugin costs, beside what its peers cost: `python -m tests.benchmarks`."""
