//! Work: jobs with the education they ask for, employers, and job-relevant facts that must stay visible.

use crate::candidates::locale::pack::Job;

/// The lines of work; all of them neutral as to who does them.
pub const JOBS: &[Job] = &[
    Job {
        title: "saksbehandler",
        education: "Bachelor i offentlig forvaltning",
        school: "Høgskolen",
        years: 3,
        topic: "saksbehandling, møteforberedelse og digitale arbeidsflyter",
        health: false,
        facts: &[
            "Sertifisert i journalføring etter modell KV-#",
            "Har ledet prosjekt Havørn # om kortere saksgang",
            "Har innført arkivplan AP-# i tre avdelinger",
        ],
    },
    Job {
        title: "sykepleier",
        education: "Bachelor i sykepleie",
        school: "Sykepleierhøgskolen",
        years: 3,
        topic: "akutt pleie, dokumentasjon og tverrfaglig samarbeid",
        health: true,
        facts: &[
            "Sertifisert i legemiddelhåndtering etter retningslinje MH-#",
            "Har opplært kolleger i sårstell etter forløp SP-#",
            "Har ledet kvalitetsprosjekt Isbjørn # på en sengepost",
        ],
    },
    Job {
        title: "regnskapsmedarbeider",
        education: "Fagskolegrad i økonomi",
        school: "Fagskolen",
        years: 2,
        topic: "budsjettoppfølging, regnskap og kontroll",
        health: false,
        facts: &[
            "Sertifisert i regnskapsmodul RM-#",
            "Har innført avstemmingsrutine AF-# for 40 enheter",
            "Har ledet prosjekt Kompass # om felles kontoplan",
        ],
    },
    Job {
        title: "ikt-konsulent",
        education: "Bachelor i informatikk",
        school: "Teknologihøgskolen",
        years: 3,
        topic: "drift, brukerstøtte og sikkerhet i store systemer",
        health: false,
        facts: &[
            "Sertifisert i driftsmodell DM-#",
            "Har flyttet fagsystem FS-# til ny plattform uten nedetid",
            "Har ledet prosjekt Fyrtårn # om tilgangsstyring",
        ],
    },
    Job {
        title: "bibliotekar",
        education: "Bachelor i bibliotekvitenskap",
        school: "Bibliotekhøgskolen",
        years: 3,
        topic: "formidling, katalogisering og kontakt med lånere",
        health: false,
        facts: &[
            "Sertifisert i katalogisering etter standard KS-#",
            "Har bygget opp digital samling DS-# om lokalhistorie",
            "Har ledet prosjekt Leselampe # for unge lesere",
        ],
    },
];

/// Employers that do not exist under these names.
pub const EMPLOYERS: &[&str] = &[
    "Vestfjordene kommune",
    "Østmark kommune",
    "Fylkeskontoret Midthavet",
    "Sykehjemmet Lerkebo",
    "Biblioteket Kastanjen",
    "Firmaet Nordlys Drift",
    "Barnehagen Regnbuetoppen",
    "Sykehuset Bakkehøyden",
    "Kulturhuset Repslageren",
    "Skolen ved Myrkanten",
    "Foreningen Ren Kyst",
    "Servicesenteret Pilevangen",
];

/// Towns in which schools stand.
pub const SCHOOL_TOWNS: &[&str] = &["Oslo", "Bergen", "Trondheim", "Stavanger", "Tromsø", "Hamar", "Bodø"];
