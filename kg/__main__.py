"""`python -m kg`: the command line, where no `kg` is on the path."""

import sys

from kg.cli import main

if __name__ == "__main__":
    sys.exit(main())
