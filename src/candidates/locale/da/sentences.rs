//! The sentences of an application in the wording of different people, and the words of a CV and its papers.

use crate::candidates::locale::pack::{Files, Labels, Papers, Sentences};

/// Sentences; `{name}` stands for a value.
pub const SENTENCES: Sentences = Sentences {
    greetings: &["Kære ansættelsesudvalg", "Til rette vedkommende", "Hej alle sammen", "Kære læser"],
    openings: &[
        "Jeg søger stillingen som {job}, fordi jeg gerne vil bruge min erfaring med {topic} hos jer.",
        "Med stor interesse har jeg læst jeres opslag om en {job}, og jeg tror, at min erfaring med {topic} passer godt.",
        "Jeres opslag om en {job} ramte lige det, jeg brænder for: {topic}.",
        "I søger en {job}. Jeg har i flere år arbejdet med {topic} og vil gerne gøre det hos jer.",
    ],
    sex_and_age: &[
        "Jeg er en {sex} på {age} år og i fuld gang med arbejdslivet.",
        "Kort om mig: {sex}, {age} år, nysgerrig og vant til at tage fat.",
        "Som {sex} på {age} år ved jeg, hvad jeg vil med mit arbejdsliv.",
    ],
    tongue_foreign: &[
        "Mit modersmål er {tongue}, og jeg taler og skriver dansk uden besvær.",
        "Hjemme taler vi {tongue}, og på arbejdet taler jeg dansk hele dagen.",
        "Jeg er vokset op med {tongue} som modersmål og bruger gerne sproget i mødet med borgerne.",
    ],
    tongue_home: &[
        "Mit modersmål er {tongue}, og jeg skriver også engelsk uden besvær.",
        "Jeg har {tongue} som modersmål og formulerer mig let på skrift.",
    ],
    nationality: &[
        "Jeg er {nationality} statsborger.",
        "Min baggrund er {nationality}.",
        "Jeg er {nationality} og stolt af det.",
    ],
    ethnic: "Jeg er {ethnic} og har altid boet her i landet.",
    national_id: &[
        "Mit CPR-nummer er {cpr}, hvis I skal bruge det til børneattesten.",
        "Til jeres papirer: CPR {cpr}.",
        "I kan slå mine beviser op under cpr-nr. {cpr}.",
    ],
    native: "I mit pas staves mit navn {native}.",
    neutral: &[
        "Jeg trives, når opgaverne er mange, og når vi løser dem i fællesskab.",
        "Jeg er vant til at skrive klart og kort, så alle kan bruge det, jeg skriver.",
        "I det daglige holder jeg overblikket og følger op på aftaler.",
        "Jeg lægger vægt på et godt samarbejde på tværs af afdelinger.",
        "Det er vigtigt for mig, at borgeren bliver mødt med respekt.",
        "Nye systemer sætter jeg mig hurtigt ind i, og jeg hjælper gerne andre i gang.",
        "Når noget kan gøres enklere, siger jeg det og foreslår en løsning.",
        "Jeg arbejder struktureret og bevarer roen, også når det går stærkt.",
        "Faglig udvikling betyder meget for mig, og jeg deler gerne det, jeg lærer.",
        "Jeg tager ansvar for mine opgaver fra start til slut.",
    ],
    facts_lead: &[
        "Det kan jeg blandt andet bidrage med:",
        "Fra mit arbejde vil jeg fremhæve:",
        "Tre ting, som jeg har med mig:",
    ],
    closings: &[
        "Jeg glæder mig til at høre fra jer og kommer gerne til en samtale.",
        "Jeg håber, at I vil invitere mig til en samtale om stillingen.",
        "Jeg fortæller gerne mere, når vi mødes.",
    ],
    sign_offs: &["Mvh. {given}", "Venlig hilsen {given}", "Med venlig hilsen {given}", "De bedste hilsner fra {given}"],
    neutral_sign_off: "Med venlig hilsen",
    headline: "Erfaring med {topic}",
    preferential: Some(
        "Jeg ønsker at benytte min fortrinsadgang til samtale efter lov om kompensation til handicappede i erhverv.",
    ),
};

/// Words of a CV.
pub const LABELS: Labels = Labels {
    headings: [
        "Kontakt", "Personlige oplysninger", "Erhvervserfaring", "Uddannelse", "Kvalifikationer", "Sprog",
        "Bilag og referencer",
    ],
    contact: ["Adresse", "Postnummer og by", "Telefon", "E-mail", "Profil", "Hjemmeside"],
    personal: ["Født", "Alder: {age} år", "Køn", "Nationalitet", "Civilstand", "Reference"],
    numbers: ["Autorisations-ID", "CVR-nr. på egen virksomhed", "Studiekort", "Medlemsnr. i fagforening"],
    tongues: "{tongue} (modersmål), {others}",
    others: ["engelsk, tysk", "dansk, engelsk"],
    now: "nu",
    leaving_examination: "Studentereksamen",
    comment: "Husk at rette til før afsendelse.",
    deleted: "Hjemme på {street}",
    hidden: "Ring helst om aftenen på {phone}",
    portrait: "Portræt af {name}",
    native: "Navn i pas: {native}",
};

/// Papers.
pub const PAPERS: Papers = Papers {
    reference: "Udtalelse",
    reference_text: &[
        "{name} har været ansat som {job} hos {employer} i årene {years}.",
        "{given} har løst alle opgaver til vores fulde tilfredshed.",
        "Jeg giver {given} mine bedste anbefalinger.",
    ],
    referee_titles: &["afdelingsleder", "områdechef", "teamleder"],
    diploma: "Eksamensbevis",
    diploma_text: &[
        "Det bevidnes herved, at",
        "{name}",
        "født {born},",
        "CPR {cpr},",
        "har bestået {education}",
        "ved {school} i {year}.",
    ],
    certificate: "Kursusbevis",
    certificate_text: &["{name} har gennemført kurset og opnået:", "{fact}"],
};

/// File names.
pub const FILES: Files = Files {
    words: ["CV", "ansoegning", "portraet", "udtalelse", "eksamensbevis", "kursusbevis"],
    states: ["kladde", "final"],
};
