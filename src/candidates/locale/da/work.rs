//! Work: jobs with the education they ask for, employers, and job-relevant facts that must stay visible.

/// One line of work.
#[derive(Debug)]
pub struct Job {
    /// Title, in lower case.
    pub title: &'static str,
    /// Education, as it stands in a CV.
    pub education: &'static str,
    /// Kind of school that gives it in Denmark.
    pub school: &'static str,
    /// Years that it takes.
    pub years: u32,
    /// What the work is about, finishing "erfaring med ...".
    pub topic: &'static str,
    /// Facts that a reviewer must be able to see; `#` stands for the tracer.
    pub facts: &'static [&'static str],
}

/// The lines of work; all of them neutral as to who does them.
pub const JOBS: &[Job] = &[
    Job {
        title: "administrativ koordinator",
        education: "Professionsbachelor i offentlig administration",
        school: "Professionshøjskolen",
        years: 3,
        topic: "sagsbehandling, mødebetjening og digitale arbejdsgange",
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

/// Places in which Danish schools stand.
pub const DANISH_SCHOOL_TOWNS: &[&str] =
    &["Aarhus", "Odense", "Aalborg", "København", "Esbjerg", "Roskilde", "Viborg", "Randers", "Kolding"];

/// Secondary schools by origin, for those who went to school abroad or in the wider realm.
pub fn schools_elsewhere(origin: super::Origin) -> &'static [&'static str] {
    use super::Origin;
    match origin {
        Origin::Danish => &[],
        Origin::Greenlandic => &["Gymnasiet i Nuuk", "Gymnasiet i Qaqortoq", "Gymnasiet i Aasiaat"],
        Origin::Faroese => &["Gymnasiet i Tórshavn", "Gymnasiet i Kambsdal", "Gymnasiet i Hov"],
        Origin::Arabic => {
            &["Universitetet i Aleppo", "Universitetet i Basra", "Gymnasiet i Sidon", "Gymnasiet i Irbid"]
        }
        Origin::Turkish => &["Universitetet i Konya", "Gymnasiet i Trabzon", "Gymnasiet i Kayseri"],
        Origin::Somali => &["Universitetet i Hargeisa", "Gymnasiet i Kismayo", "Gymnasiet i Bosaso"],
        Origin::Polish => &["Universitetet i Lublin", "Gymnasiet i Rzeszów", "Gymnasiet i Białystok"],
        Origin::Vietnamese => &["Universitetet i Huế", "Gymnasiet i Cần Thơ", "Gymnasiet i Đà Nẵng"],
        Origin::Ukrainian => &["Universitetet i Lviv", "Gymnasiet i Poltava", "Gymnasiet i Tjernihiv"],
        Origin::Tamil => &["Universitetet i Jaffna", "Gymnasiet i Batticaloa", "Gymnasiet i Trincomalee"],
    }
}
