//! Work: jobs with the education they ask for, employers, and job-relevant facts that must stay visible.

use crate::candidates::locale::pack::Job;

/// The lines of work; all of them neutral as to who does them.
pub const JOBS: &[Job] = &[
    Job {
        title: "handläggare",
        education: "Kandidatexamen i offentlig förvaltning",
        school: "Högskolan",
        years: 3,
        topic: "ärendehandläggning, diarieföring och digitala arbetsflöden",
        health: false,
        facts: &[
            "Certifierad i diarieföring enligt modell KV-#",
            "Har lett projekt Havsörn # om kortare handläggning",
            "Har infört arkivplan AP-# på tre avdelningar",
        ],
    },
    Job {
        title: "sjuksköterska",
        education: "Sjuksköterskeexamen",
        school: "Vårdhögskolan",
        years: 3,
        topic: "akutvård, dokumentation och samarbete mellan yrken",
        health: true,
        facts: &[
            "Certifierad i läkemedelshantering enligt riktlinje MH-#",
            "Har utbildat kollegor i sårvård enligt program SP-#",
            "Har lett kvalitetsprojekt Isberg # på en vårdavdelning",
        ],
    },
    Job {
        title: "ekonom",
        education: "Kandidatexamen i företagsekonomi",
        school: "Handelshögskolan",
        years: 3,
        topic: "budgetuppföljning, redovisning och kontroll",
        health: false,
        facts: &[
            "Certifierad i redovisningsmodul RM-#",
            "Har infört avstämningsrutin AF-# för 40 enheter",
            "Har lett projekt Kompass # om gemensam kontoplan",
        ],
    },
    Job {
        title: "systemtekniker",
        education: "Högskoleexamen i datateknik",
        school: "Tekniska högskolan",
        years: 2,
        topic: "drift, användarstöd och säkerhet i stora system",
        health: false,
        facts: &[
            "Certifierad i driftmodell DM-#",
            "Har flyttat verksamhetssystem FS-# utan avbrott",
            "Har lett projekt Fyrtorn # om behörigheter",
        ],
    },
    Job {
        title: "bibliotekarie",
        education: "Kandidatexamen i biblioteksvetenskap",
        school: "Bibliotekshögskolan",
        years: 3,
        topic: "förmedling, katalogisering och kontakt med låntagare",
        health: false,
        facts: &[
            "Certifierad i katalogisering enligt standard KS-#",
            "Har byggt upp digital samling DS-# om lokalhistoria",
            "Har lett projekt Läslampa # för unga läsare",
        ],
    },
];

/// Employers that do not exist under these names.
pub const EMPLOYERS: &[&str] = &[
    "Västfjordens kommun",
    "Östmarks kommun",
    "Region Mitthavet",
    "Äldreboendet Lärkbo",
    "Biblioteket Kastanjen",
    "Firman Norrsken Drift",
    "Förskolan Regnbågen",
    "Sjukhuset Backhöjd",
    "Kulturhuset Repslagaren",
    "Skolan vid Mossen",
    "Föreningen Ren Kust",
    "Servicecentrum Pilevall",
];

/// Towns in which schools stand.
pub const SCHOOL_TOWNS: &[&str] = &["Stockholm", "Göteborg", "Malmö", "Uppsala", "Örebro", "Umeå", "Karlstad"];
