"""Holds what klarsyn reached against pretalx's own list of routes: every address that a reviewer can open must be in the bundle.

routes.py URL EVENT RUN [MARKDOWN]: asks the running pretalx for each of its routes as `reviewer1-EVENT@target.test`, and with
that person's token, and looks for the route among the captures of the run. Routes whose names say that they change something,
log out or send mails are asked for by nobody, and are listed. Prints a line for each route that answered 200.
"""

import http.cookiejar
import itertools
import json
import os
import pathlib
import re
import sqlite3
import sys
import urllib.error
import urllib.parse
import urllib.request

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pretalx.settings")
django.setup()

from django.urls import Resolver404, URLPattern, get_resolver, resolve  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretalx.submission.models import Submission  # noqa: E402

base, slug, run = sys.argv[1].rstrip("/"), sys.argv[2], pathlib.Path(sys.argv[3])
# Routes that answer but show nobody's application, and why klarsyn does not open them. Whatever else is missing fails.
KNOWN = {
    "<slug:event>/login/": "a form to log in, nothing links to it for somebody who is logged in",
    "orga/event/<slug:event>/login/": "the same",
    "<slug:event>/static/event.css": "colours; the scenario skips static files",
    "<slug:event>/schedule.xcal": "an export of the published programme; none is published, and nothing links to it",
    "<slug:event>/schedule.xml": "the same",
    "<slug:event>/schedule/changelog/": "versions of the programme; the same",
    "api/events/<slug:event>/schedules/": "the same",
    "orga/event/<slug:event>/schedule/": "the scenario denies it, with all that lies below",
    "api/events/<slug:event>/question-options/": "choices of questions; no address mentions it without a token",
    "api/events/<slug:event>/questions/": "questions without answers; the same",
    "api/events/<slug:event>/submission-types/": "names of types; the same",
    "api/events/<slug:event>/submission-types/(?P<pk>[^/.]+)/": "the same",
    "api/events/<slug:event>/submission-types/(?P<pk>[^/.]+)/log/": "the same",
}
NOT_ASKED = re.compile(r"logout|delete|reject|accept|cancel|withdraw|confirm|unconfirm|remove|reset|regenerate|send|purge|toggle|discard|up$|down$")

with scopes_disabled():
    submissions = Submission.objects.filter(event__slug=slug)
    codes = [s.code for s in submissions][:2] + [p.code for s in submissions for p in s.speakers.all()][:2]
VALUES = {
    "event": [slug], "organiser": ["hr"], "code": codes, "pk": ["1", "2"], "version": ["latest"],
    "speaker": codes, "lang": ["en"], "name": [slug],
}


def routes(patterns, before="", names=()):
    """Every (template, list of parameters), walked as Django does."""
    for entry in patterns:
        text = str(entry.pattern).lstrip("^").replace("\\Z", "").rstrip("$")
        here = before + text
        if isinstance(entry, URLPattern):
            yield here, entry.name or ""
        else:
            yield from routes(entry.url_patterns, here, names)


def fill(template):
    """Addresses of a template: each parameter is written `<x>`, `<kind:x>` or `(?P<x>...)`."""
    template = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", template)
    parameters = re.findall(r"<(?:\w+:)?(\w+)>", template)
    if any(p not in VALUES for p in parameters) or re.search(r"[\\^$*+?()\[\]|]", re.sub(r"<[^>]*>", "", template)):
        return None
    found = []
    for values in itertools.product(*(VALUES[p] for p in dict.fromkeys(parameters))):
        text = template
        for parameter, value in zip(dict.fromkeys(parameters), values):
            text = re.sub(rf"<(?:\w+:)?{parameter}>", value, text)
        found.append("/" + text)
    return found[:8]


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


jar = http.cookiejar.CookieJar()
session = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), NoRedirect)
bare = urllib.request.build_opener(NoRedirect)


def status(opener, address, headers=()):
    try:
        with opener.open(urllib.request.Request(base + address, headers=dict(headers)), timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


status(session, "/orga/login/")
token = next(c.value for c in jar if c.name.endswith("csrftoken"))
form = {"login_email": f"reviewer1-{slug}@target.test", "login_password": os.environ["PRETALX_PASSWORD"], "csrfmiddlewaretoken": token}
request = urllib.request.Request(base + "/orga/login/", urllib.parse.urlencode(form).encode(), {"Referer": base + "/orga/login/"})
try:
    session.open(request)
except urllib.error.HTTPError as redirect:
    assert redirect.code == 302, redirect.code
assert status(session, f"/orga/event/{slug}/reviews/") == 200, "the login did not work"
key = [("Authorization", "Token " + json.loads(pathlib.Path("seed.json").read_text())["tokens"][f"reviewer1-{slug}@target.test"])]


def route_of(address):
    """The route and what it was asked for, as a key that is the same for all objects of a kind."""
    try:
        match = resolve(urllib.parse.unquote(urllib.parse.urlsplit(address).path))
    except Resolver404:
        return None
    return match.route


captured = set()
for url, code, role in sqlite3.connect(f"file:{run}/run.sqlite?mode=ro", uri=True).execute("SELECT url, status, role FROM captures"):
    if role not in ("organiser", "applicant") and code == 200 and url.startswith(base):
        captured.add(route_of(url))

seen, missed, known, unasked, unknown = [], [], [], [], []
for template, name in sorted(set(routes(get_resolver().url_patterns))):
    if template.startswith(("debug", "__debug__", "static", "media")):
        continue
    if NOT_ASKED.search(name) or NOT_ASKED.search(template):
        unasked.append(template)
        continue
    addresses = fill(template)
    if addresses is None:
        unknown.append(template)
        continue
    for address in addresses:
        if 200 in (status(session, address), status(bare, address, key)):
            route = route_of(address)
            (seen if route in captured else known if template in KNOWN else missed).append((template, address))
            break

for template, address in seen:
    print(f"ok    {template}")
for template, _ in known:
    print(f"left  {template}: {KNOWN[template]}")
for template, address in missed:
    print(f"MISS  {template}  {address}")
print(f"{slug}: {len(seen)} of {len(seen) + len(known) + len(missed)} routes that answer a reviewer were reached, {len(known)} left for "
      f"a known reason, {len(missed)} missed; {len(unasked)} not asked for because of their names, {len(unknown)} need an id of "
      "a kind that this event does not have")
if os.environ.get("KLARSYN_ROUTES"):
    print("\n".join(["not asked:"] + unasked + ["no id:"] + unknown))
sys.exit(bool(missed))
