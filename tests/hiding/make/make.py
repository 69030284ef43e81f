"""Makes the files of this corpus anew: `python make.py` (what it needs is in requirements.txt, chromium, LibreOffice, and from npm what npm.mjs names)."""

import importlib
import sys

import places

for part in sys.argv[1:] or ["pdf", "office", "old_office", "images", "containers", "mail", "web", "npm"]:
    importlib.import_module(part).make()
places.write_list()
