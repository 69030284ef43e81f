"""Files by writers from npm: `npm.mjs` makes them; NODE_MODULES_OF names the folder whose `node_modules` it uses."""

import json
import pathlib
import subprocess
import tempfile

from pdf import FONT
from places import FILES, place

PLACES = {
    "npm-docx.docx": "creator,last modified by,description,title,author of a comment,comment,footnote,header,footer,paragraph,hidden text,inserted text,author of an insertion,deleted text,table cell,link",
    "npm-excel.xlsx": "creator,last modified by,company,manager,name of a sheet,header of a printed sheet,cell,rich text,text in a formula,cached result,note of a cell,link,tool tip,value of a list,cell of a very hidden sheet",
    "npm-slides.pptx": "author,company,subject,title,text,name of a shape,notes,cell of a table,series of a chart,label of a chart,text of a hidden slide",
    "npm-pdfkit.pdf": "author,keywords,text,white text,text in a subset font,spaced text,note,outline,attached file,name of an attached file",
    "npm-pdf-lib.pdf": "author,title,text,name of a field,value of a field,own entry of a page",
}


def make():
    words = {file: {where: place(file, where) for where in places.split(",")} for file, places in PLACES.items()}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as list_of_words:
        json.dump(words, list_of_words)
        list_of_words.flush()
        script = pathlib.Path(__file__).with_name("npm.mjs")
        subprocess.run(["node", str(script), str(FILES), list_of_words.name], check=True, env={**__import__("os").environ, "FONT": str(FONT)})
