"""Makes the files of this corpus anew: `python make.py` (what it needs is in requirements.txt, chromium and LibreOffice)."""

import importlib
import sys

import places

for part in sys.argv[1:] or ["pdf", "office", "old_office", "images", "containers", "mail", "web"]:
    importlib.import_module(part).make()
places.write_list()
