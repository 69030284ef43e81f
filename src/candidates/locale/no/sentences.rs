//! The sentences of an application in the wording of different people, and the words of a CV and its papers.

use crate::candidates::locale::pack::{Files, Labels, Papers, Sentences};

/// Sentences; `{name}` stands for a value.
pub const SENTENCES: Sentences = Sentences {
    greetings: &["Kjære ansettelsesutvalg", "Til rette vedkommende", "Hei alle sammen", "Kjære leser"],
    openings: &[
        "Jeg søker stillingen som {job} fordi jeg gjerne vil bruke min erfaring med {topic} hos dere.",
        "Med stor interesse har jeg lest utlysningen deres om en {job}, og jeg tror at min erfaring med {topic} passer godt.",
        "Dere søker en {job}. Jeg har i flere år arbeidet med {topic} og vil gjerne gjøre det hos dere.",
    ],
    sex_and_age: &[
        "Jeg er en {sex} på {age} år og midt i arbeidslivet.",
        "Kort om meg: {sex}, {age} år, nysgjerrig og vant til å ta tak.",
        "Som {sex} på {age} år vet jeg hva jeg vil med arbeidslivet mitt.",
    ],
    tongue_foreign: &[
        "Morsmålet mitt er {tongue}, og jeg snakker og skriver norsk uten besvær.",
        "Hjemme snakker vi {tongue}, og på arbeidet snakker jeg norsk hele dagen.",
    ],
    tongue_home: &[
        "Morsmålet mitt er {tongue}, og jeg skriver også engelsk uten besvær.",
        "Jeg har {tongue} som morsmål og formulerer meg lett på skrift.",
    ],
    nationality: &["Jeg er {nationality} statsborger.", "Bakgrunnen min er {nationality}."],
    ethnic: "Jeg er {ethnic} og har alltid bodd her i landet.",
    national_id: &[
        "Fødselsnummeret mitt er {cpr}, hvis dere trenger det til attesten.",
        "Til papirene deres: fødselsnummer {cpr}.",
    ],
    native: "I passet mitt staves navnet mitt {native}.",
    neutral: &[
        "Jeg trives når oppgavene er mange og vi løser dem sammen.",
        "Jeg er vant til å skrive klart og kort, slik at alle kan bruke det jeg skriver.",
        "Til daglig holder jeg oversikten og følger opp avtaler.",
        "Jeg legger vekt på godt samarbeid på tvers av avdelinger.",
        "Det er viktig for meg at alle blir møtt med respekt.",
        "Nye systemer setter jeg meg raskt inn i, og jeg hjelper gjerne andre i gang.",
        "Når noe kan gjøres enklere, sier jeg det og foreslår en løsning.",
        "Jeg arbeider strukturert og bevarer roen, også når det går fort.",
        "Faglig utvikling betyr mye for meg, og jeg deler gjerne det jeg lærer.",
        "Jeg tar ansvar for oppgavene mine fra start til slutt.",
    ],
    facts_lead: &[
        "Det kan jeg blant annet bidra med:",
        "Fra arbeidet mitt vil jeg trekke fram:",
        "Tre ting som jeg har med meg:",
    ],
    closings: &[
        "Jeg gleder meg til å høre fra dere og kommer gjerne til et intervju.",
        "Jeg håper at dere vil invitere meg til et intervju om stillingen.",
        "Jeg forteller gjerne mer når vi møtes.",
    ],
    sign_offs: &["Mvh {given}", "Vennlig hilsen {given}", "Med vennlig hilsen {given}"],
    neutral_sign_off: "Med vennlig hilsen",
    headline: "Erfaring med {topic}",
    preferential: None,
};

/// Words of a CV.
pub const LABELS: Labels = Labels {
    headings: [
        "Kontakt",
        "Personlige opplysninger",
        "Arbeidserfaring",
        "Utdanning",
        "Kvalifikasjoner",
        "Språk",
        "Vedlegg og referanser",
    ],
    contact: ["Adresse", "Postnummer og sted", "Telefon", "E-post", "Profil", "Nettsted"],
    personal: ["Født", "Alder: {age} år", "Kjønn", "Nasjonalitet", "Sivilstand", "Referanse"],
    numbers: ["HPR-nummer", "Organisasjonsnummer, eget firma", "Studentkort", "Medlemsnummer i fagforening"],
    tongues: "{tongue} (morsmål), {others}",
    others: ["engelsk, tysk", "norsk, engelsk"],
    now: "nå",
    leaving_examination: "Vitnemål fra videregående",
    comment: "Husk å rette før innsending.",
    deleted: "Hjemme i {street}",
    hidden: "Ring helst om kvelden på {phone}",
    portrait: "Portrett av {name}",
    native: "Navn i pass: {native}",
};

/// Papers.
pub const PAPERS: Papers = Papers {
    reference: "Attest",
    reference_text: &[
        "{name} har vært ansatt som {job} hos {employer} i årene {years}.",
        "{given} har løst alle oppgaver til vår fulle tilfredshet.",
        "Jeg gir {given} mine beste anbefalinger.",
    ],
    referee_titles: &["avdelingsleder", "områdesjef", "teamleder"],
    diploma: "Vitnemål",
    diploma_text: &[
        "Det bekreftes herved at",
        "{name}",
        "født {born},",
        "fødselsnummer {cpr},",
        "har bestått {education}",
        "ved {school} i {year}.",
    ],
    certificate: "Kursbevis",
    certificate_text: &["{name} har gjennomført kurset og oppnådd:", "{fact}"],
};

/// File names.
pub const FILES: Files =
    Files { words: ["CV", "soknad", "portrett", "attest", "vitnemal", "kursbevis"], states: ["utkast", "final"] };
