"""`python -m xingmeng.cli`."""

import sys

from xingmeng.cli import main

sys.exit(main())
