"""Start bvdesk from a checkout: `python main.py [FIL]`."""

from bvdesk.__main__ import main

if __name__ == "__main__":
    raise SystemExit(main())
