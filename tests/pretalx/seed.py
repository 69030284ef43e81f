"""Seeds four events of one organiser with known rights. Runs in the folder of pretalx.cfg; writes seed.json there.

Idempotent: what is there already is left as it is. The numbers of the questions follow from the order of creation, and the
scenarios name them (question_1 ... question_24), so do not reorder anything here.
"""

import datetime as dt
import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pretalx.settings")
django.setup()

from django.utils.timezone import now  # noqa: E402
from django_scopes import scopes_disabled  # noqa: E402
from pretalx.event.models import Event, Organiser, Team  # noqa: E402
from pretalx.person.models import User  # noqa: E402
from pretalx.person.models.auth_token import ENDPOINTS, READ_PERMISSIONS, UserApiToken  # noqa: E402
from pretalx.submission.models import Question  # noqa: E402

PASSWORD = os.environ["PRETALX_PASSWORD"]

# slug, may the review phase see speaker names, does the team hide names by force, do reviewers see custom answers
EVENTS = (
    ("blind", False, False, False),
    ("forced", True, True, False),
    ("leaky", False, False, True),
    ("open", True, False, True),
)
# target, variant, label
QUESTIONS = (
    ("submission", "file", "CV file"),
    ("submission", "string", "Current employer"),
    ("submission", "url", "LinkedIn URL"),
    ("speaker", "string", "Phone"),
    ("speaker", "date", "Date of birth"),
    ("speaker", "file", "Portrait"),
)


def user(email, name):
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email=email, password=PASSWORD, name=name)


def token(owner, events, letter):
    """A token that may read everything that its owner may read; the letter makes it the same at every setup."""
    made, _ = UserApiToken.objects.get_or_create(
        token=letter * 64,
        defaults={"name": "seed", "user": owner, "endpoints": {e: list(READ_PERMISSIONS) for e in ENDPOINTS}},
    )
    made.events.add(*events)
    return letter * 64


def event(slug, organiser, names):
    made = Event.objects.create(
        name=f"Hiring {slug}", slug=slug, organiser=organiser, is_public=True,
        date_from=(now() + dt.timedelta(days=300)).date(), date_to=(now() + dt.timedelta(days=301)).date(),
        timezone="UTC", email="hr@target.test", locale="en", locale_array="en", content_locale_array="en",
    )
    made.build_initial_data()
    made.cfp.deadline = now() + dt.timedelta(days=200)
    made.cfp.save()
    phase = made.review_phases.order_by("position").first()
    phase.start = phase.end = None
    phase.can_see_speaker_names = names
    phase.can_see_other_reviews = "always"
    phase.save()
    phase.activate()
    return made


with scopes_disabled():
    admin = User.objects.filter(email="admin@target.test").first() or User.objects.create_superuser(
        email="admin@target.test", password=PASSWORD, name="Olga Organiser"
    )
    organiser, _ = Organiser.objects.get_or_create(slug="hr", defaults={"name": "HR dept"})
    team, _ = Team.objects.get_or_create(
        organiser=organiser, name="Organisers",
        defaults={
            "all_events": True, "can_create_events": True, "can_change_teams": True,
            "can_change_organiser_settings": True, "can_change_event_settings": True, "can_change_submissions": True,
        },
    )
    team.members.add(admin)
    letters = iter("bcdefghi")
    tokens, reviewers, questions = {}, {}, {}
    for slug, names, force, answers in EVENTS:
        made = Event.objects.filter(slug=slug).first() or event(slug, organiser, names)
        # Reviewers belong to one event each, so that a crawl of one event owes nothing to the rights in another.
        team, _ = Team.objects.get_or_create(
            organiser=organiser, name=f"Reviewers {slug}", defaults={"is_reviewer": True, "force_hide_speaker_names": force}
        )
        team.limit_events.add(made)
        reviewers[slug] = []
        for number in (1, 2):
            reviewer = user(f"reviewer{number}-{slug}@target.test", f"Rita Reviewer{number}")
            team.members.add(reviewer)
            tokens[reviewer.email] = token(reviewer, [made], next(letters))
            reviewers[slug].append(reviewer.email)
        for position, (target, variant, label) in enumerate(QUESTIONS):
            if not Question.all_objects.filter(event=made, position=position).exists():
                Question.all_objects.create(
                    event=made, target=target, variant=variant, question=label, position=position,
                    question_required="optional", is_visible_to_reviewers=answers, contains_personal_data=True,
                )
        questions[slug] = {str(q.question): q.pk for q in Question.all_objects.filter(event=made)}
    tokens[admin.email] = token(admin, Event.objects.filter(organiser=organiser), "a")
    with open("seed.json", "w", encoding="utf-8") as file:
        json.dump({"admin": admin.email, "reviewers": reviewers, "tokens": tokens, "questions": questions}, file, indent=1)
