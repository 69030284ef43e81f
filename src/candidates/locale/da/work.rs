//! Work: jobs with the education they ask for, employers, and job-relevant facts that must stay visible.

use crate::candidates::locale::pack::Job;

/// The lines of work; all of them neutral as to who does them.
pub const JOBS: &[Job] = &[
    Job {
        title: "administrativ koordinator",
        education: "Professionsbachelor i offentlig administration",
        school: "Professionshøjskolen",
        years: 3,
        topic: "sagsbehandling, mødebetjening og digitale arbejdsgange",
        health: false,
        facts: &[
            "Certificeret i journalføring efter sagsmodel KV-#",
            "Har ledet projekt Havørn # om kortere sagsgange",
            "Har indført arkivplan AP-# i tre afdelinger",
        ],
    },
    Job {
        title: "sygeplejerske",
        education: "Professionsbachelor i sygepleje",
        school: "Sygeplejeskolen",
        years: 4,
        topic: "akut pleje, dokumentation og tværfagligt samarbejde",
        health: true,
        facts: &[
            "Certificeret i medicinhåndtering efter retningslinje MH-#",
            "Har uddannet kolleger i sårpleje efter forløb SP-#",
            "Har ledet kvalitetsprojekt Isbjerg # på et sengeafsnit",
        ],
    },
    Job {
        title: "pædagog",
        education: "Professionsbachelor som pædagog",
        school: "Pædagogseminariet",
        years: 3,
        topic: "sprogstimulering, forældresamarbejde og udeliv",
        health: false,
        facts: &[
            "Certificeret i sprogvurdering efter metode SV-#",
            "Har udviklet læringsforløb Regnbue # til storbørnsgrupper",
            "Har ledet projekt Kastanje # om udeliv året rundt",
        ],
    },
    Job {
        title: "økonomimedarbejder",
        education: "Finansøkonom AK",
        school: "Erhvervsakademiet",
        years: 2,
        topic: "budgetopfølgning, regnskab og kontrol",
        health: false,
        facts: &[
            "Certificeret i regnskabsmodul RM-#",
            "Har indført afstemningsrutine AF-# for 40 enheder",
            "Har ledet projekt Kompas # om fælles kontoplan",
        ],
    },
    Job {
        title: "it-konsulent",
        education: "Datamatiker AK",
        school: "Erhvervsakademiet",
        years: 3,
        topic: "drift, brugerstøtte og sikkerhed i store systemer",
        health: false,
        facts: &[
            "Certificeret i driftsmodel DM-#",
            "Har flyttet fagsystem FS-# til ny platform uden nedetid",
            "Har ledet projekt Fyrtårn # om adgangsstyring",
        ],
    },
    Job {
        title: "bibliotekar",
        education: "Bachelor i informationsvidenskab",
        school: "Biblioteksskolen",
        years: 3,
        topic: "formidling, katalogisering og borgerkontakt",
        health: false,
        facts: &[
            "Certificeret i katalogisering efter standard KS-#",
            "Har opbygget digital samling DS-# om lokalhistorie",
            "Har ledet projekt Læselampe # for unge læsere",
        ],
    },
    Job {
        title: "social- og sundhedsassistent",
        education: "Social- og sundhedsassistent",
        school: "Social- og sundhedsskolen",
        years: 3,
        topic: "hverdagsrehabilitering, omsorg og tryghed for ældre borgere",
        health: true,
        facts: &[
            "Certificeret i forflytning efter teknik FT-#",
            "Har indført observationsskema OS-# i hjemmeplejen",
            "Har ledet projekt Solkrog # om måltider og trivsel",
        ],
    },
    Job {
        title: "byplanlægger",
        education: "Bachelor i by og region",
        school: "Arkitektskolen",
        years: 3,
        topic: "lokalplaner, borgerinddragelse og grønne byrum",
        health: false,
        facts: &[
            "Certificeret i planværktøj PV-#",
            "Har udarbejdet lokalplan LP-# fra idé til vedtagelse",
            "Har ledet projekt Bølgebryder # om regnvand i byen",
        ],
    },
];

/// Employers that do not exist under these names.
pub const EMPLOYERS: &[&str] = &[
    "Vestfjordens Kommune",
    "Østmark Kommune",
    "Region Midthavet",
    "Plejecenter Lærkebo",
    "Biblioteket Kastanjen",
    "Firmaet Nordlys Drift",
    "Børnehuset Regnbuen",
    "Jobhuset Havnen",
    "Borgerservice Søndervang",
    "Hospitalet Bakkehøj",
    "Driftscenter Engblik",
    "Kulturhuset Tovværket",
    "Forvaltningen for By og Vand",
    "Skolen ved Mosen",
    "Foreningen Ren Kyst",
    "Kontoret for Grøn Drift",
    "Rådgivningen Trekløver",
    "Sundhedshuset Kilden",
    "Ældrecenter Fuglsang Øst",
    "Servicecenter Pilevang",
];

/// Towns in which schools stand.
pub const SCHOOL_TOWNS: &[&str] =
    &["Aarhus", "Odense", "Aalborg", "København", "Esbjerg", "Roskilde", "Viborg", "Randers", "Kolding"];
