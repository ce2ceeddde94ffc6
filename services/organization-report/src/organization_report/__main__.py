"""`python -m organization_report`."""

import sys

from organization_report.command import main

sys.exit(main())
