//! The judgement's sentences in Danish. `findings.json` holds them in English; here they are told again from the same
//! facts, and what has no Danish words yet is left in English rather than left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::candidates::AttributeId;
use crate::findings::{Assessment, Verdict};

use super::text::visible;

const LISTED: usize = 5;

/// Why the verdict is what it is, one sentence each.
pub fn reasons(a: &Assessment) -> Vec<String> {
    let mut out = Vec::new();
    if a.leaks().next().is_some() {
        out.push(leaks(a));
        if a.leaks().all(|f| f.confidence != "certain") {
            out.push("Alle fund er sandsynlige, ingen er sikre: et menneske skal se på beviserne først.".into());
        }
    }
    for control in a.controls.iter().filter(|c| !c.fired) {
        let detail = visible(&control.detail, 300);
        out.push(format!("En kontrol svigtede ({}): {detail}.", self::control(&control.name)));
    }
    let mut blocking: BTreeMap<&str, u64> = BTreeMap::new();
    for gap in a.coverage.gaps.iter().filter(|g| g.blocks_clean) {
        *blocking.entry(gap.kind.as_str()).or_default() += gap.count;
    }
    for (kind, count) in blocking {
        out.push(format!("Ikke alt blev set: {count} × {}.", gap(kind)));
    }
    match a.verdict {
        Verdict::Clean => out.push(
            "Intet blev vist for nogen, der ikke må se det, alle kontroller holdt, og intet blev sprunget over inden for \
             de aftalte rammer. Det gælder de afprøvede roller, faser og dokumenter."
                .into(),
        ),
        Verdict::Inconclusive if out.is_empty() => out.push(
            "Intet blev fundet, men intet beviser, at oplysningerne var til at finde: der var ingen kontrolrolle."
                .into(),
        ),
        _ => {}
    }
    out
}

fn leaks(a: &Assessment) -> String {
    let places: BTreeSet<_> = a.leaks().map(|f| (f.channel, f.surface.template.as_str())).collect();
    let people: BTreeSet<_> = a.leaks().map(|f| f.candidate.as_str()).collect();
    let ids: BTreeSet<AttributeId> = a.leaks().map(|f| f.attribute.id).collect();
    let names: Vec<&str> = ids.iter().take(LISTED).map(|id| id.kind().name_da).collect();
    let more = match ids.len().saturating_sub(LISTED) {
        0 => String::new(),
        n => format!(" og {n} mere"),
    };
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    format!(
        "{} afslører {} om {}: {}{more}.",
        count(places.len(), "sted", "steder"),
        count(ids.len(), "slags oplysning", "slags oplysninger"),
        count(people.len(), "ansøger", "ansøgere"),
        names.join(", "),
    )
}

/// A sort of gap in words.
pub fn gap(kind: &str) -> String {
    match kind {
        "failed" => "en side eller fil, der ikke kunne hentes".into(),
        "bound_hit" => "en grænse, der blev nået".into(),
        "refused_for_safety" => "noget, der ikke måtte røres".into(),
        "undecided" => "noget, som scenariet skal tage stilling til".into(),
        "out_of_scope" => "uden for det aftalte område".into(),
        "not_inspected" => "en side eller fil, der ikke kunne læses helt".into(),
        "session_lost" => "et login, der gik tabt".into(),
        other => visible(other, 60),
    }
}

/// The name of a control in Danish, or as it stands where it has none.
pub fn control(name: &str) -> String {
    let whole = match name {
        "submission: every application was accepted" => Some("indsendelse: alle ansøgninger blev modtaget"),
        "positive: a role that may see everything" => Some("positiv: en rolle, der må se alt"),
        "positive: reviewers see a qualification of every applicant" => {
            Some("positiv: bedømmerne ser en kvalifikation hos hver ansøger")
        }
        "coverage: every role looked at every stage" => Some("dækning: alle roller så på alle faser"),
        "coverage: a reviewing role" => Some("dækning: en rolle, der bedømmer"),
        "negative: decoys that were never submitted are never seen" => {
            Some("negativ: lokkekandidater, der aldrig blev indsendt, ses aldrig")
        }
        "negative: nothing of the applicants is there before they apply" => {
            Some("negativ: intet om ansøgerne findes, før de søger")
        }
        _ => None,
    };
    if let Some(whole) = whole {
        return whole.to_owned();
    }
    if let Some((who, what)) = name.strip_prefix("positive: ").and_then(|rest| rest.split_once(" sees ")) {
        let who = visible(who, 80);
        let id = what.split(' ').next().and_then(AttributeId::parse);
        return match id {
            Some(id) => format!("positiv: {who} ser {id} ({})", id.kind().name_da),
            None if what == "what was planted" => format!("positiv: {who} ser det, der blev plantet"),
            None => visible(name, 200),
        };
    }
    if let Some((role, least)) = name.strip_prefix("coverage: ").and_then(|rest| rest.split_once(" reaches at least "))
    {
        let least = least.trim_end_matches(" addresses");
        return format!("dækning: {} når mindst {} adresser", visible(role, 80), visible(least, 20));
    }
    visible(name, 200)
}

/// The name of a number of the coverage in Danish, or as it stands.
pub fn count(name: &str) -> String {
    let danish = match name {
        "actions" => "handlinger i browseren",
        "api_called" => "API-operationer kaldt",
        "api_declared" => "API-operationer beskrevet",
        "bytes" => "bytes optaget",
        "searched_bytes" => "bytes gennemsøgt, også afkodede",
        "captures" => "optagelser",
        "documents_not_compared" => "udleverede dokumenter, der ikke blev sammenlignet",
        "files" => "filer",
        "forms" => "formularer",
        "pages" => "sider (rolle, fase og adresse)",
        "screenshots" => "skærmbilleder",
        "states" => "sidetilstande",
        "submission_captures" => "optagelser fra indsendelsen",
        "submission_matches" => "træf på ansøgerens egne sider",
        "templates" => "sidetyper",
        other => return visible(other, 80),
    };
    danish.to_owned()
}
