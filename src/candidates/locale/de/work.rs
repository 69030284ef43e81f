//! Work: jobs with the education they ask for, employers, and job-relevant facts that must stay visible.

use crate::candidates::locale::pack::Job;

/// The lines of work; all of them neutral as to who does them.
pub const JOBS: &[Job] = &[
    Job {
        title: "Fachkraft in der Sachbearbeitung",
        education: "Bachelor Öffentliche Verwaltung",
        school: "Hochschule",
        years: 3,
        topic: "Sachbearbeitung, Sitzungsdienst und digitalen Abläufen",
        health: false,
        facts: &[
            "Zertifiziert in Aktenführung nach Modell KV-#",
            "Leitung des Projekts Seeadler # zu kürzeren Wegen",
            "Einführung des Archivplans AP-# in drei Abteilungen",
        ],
    },
    Job {
        title: "Pflegefachkraft",
        education: "Examen in der Krankenpflege",
        school: "Pflegeschule",
        years: 3,
        topic: "Akutpflege, Dokumentation und Zusammenarbeit der Berufe",
        health: true,
        facts: &[
            "Zertifiziert in Arzneigabe nach Richtlinie MH-#",
            "Schulung des Teams in Wundpflege nach Kurs SP-#",
            "Leitung des Qualitätsprojekts Eisbär # auf einer Station",
        ],
    },
    Job {
        title: "Fachkraft im Rechnungswesen",
        education: "Bachelor Betriebswirtschaft",
        school: "Fachhochschule",
        years: 3,
        topic: "Haushalt, Buchführung und Kontrolle",
        health: false,
        facts: &[
            "Zertifiziert im Rechnungsmodul RM-#",
            "Einführung des Abgleichs AF-# für 40 Einheiten",
            "Leitung des Projekts Kompass # zum gemeinsamen Kontenplan",
        ],
    },
    Job {
        title: "IT-Fachkraft",
        education: "Abschluss Fachinformatik",
        school: "Berufsschule",
        years: 3,
        topic: "Betrieb, Betreuung und Sicherheit großer Systeme",
        health: false,
        facts: &[
            "Zertifiziert im Betriebsmodell DM-#",
            "Umzug des Fachverfahrens FS-# ohne Ausfall",
            "Leitung des Projekts Leuchtturm # zu Berechtigungen",
        ],
    },
    Job {
        title: "Fachkraft in der Bibliothek",
        education: "Bachelor Bibliothekswissenschaft",
        school: "Hochschule",
        years: 3,
        topic: "Vermittlung, Katalogisierung und Auskunft",
        health: false,
        facts: &[
            "Zertifiziert in Katalogisierung nach Standard KS-#",
            "Aufbau der digitalen Sammlung DS-# zur Ortsgeschichte",
            "Leitung des Projekts Leselampe # für junge Leute",
        ],
    },
];

/// Employers that do not exist under these names.
pub const EMPLOYERS: &[&str] = &[
    "Gemeinde Westförde",
    "Stadt Ostmarschen",
    "Landkreis Mittelhafen",
    "Pflegeheim Lerchenruh",
    "Bücherei Kastanienhof",
    "Firma Nordlicht Betrieb",
    "Kita Regenbogenwiese",
    "Klinik Hangblick",
    "Kulturhaus Seilerbahn",
    "Schule am Moorrand",
    "Verein Saubere Küste",
    "Servicezentrum Weidenwall",
];

/// Towns in which schools stand.
pub const SCHOOL_TOWNS: &[&str] = &["Berlin", "Hamburg", "Bremen", "Köln", "Leipzig", "Kassel", "Erfurt"];
