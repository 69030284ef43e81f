//! The sentences of an application, in the wording of different people. `{name}` stands for a value.

/// First lines.
pub const GREETINGS: &[&str] = &["Kære ansættelsesudvalg", "Til rette vedkommende", "Hej alle sammen", "Kære læser"];

/// Why this job; tells nothing about the person.
pub const OPENINGS: &[&str] = &[
    "Jeg søger stillingen som {job}, fordi jeg gerne vil bruge min erfaring med {topic} hos jer.",
    "Med stor interesse har jeg læst jeres opslag om en {job}, og jeg tror, at min erfaring med {topic} passer godt.",
    "Jeres opslag om en {job} ramte lige det, jeg brænder for: {topic}.",
    "I søger en {job}. Jeg har i flere år arbejdet med {topic} og vil gerne gøre det hos jer.",
];

/// Sex and age.
pub const SEX_AND_AGE: &[&str] = &[
    "Jeg er en {sex} på {age} år og i fuld gang med arbejdslivet.",
    "Kort om mig: {sex}, {age} år, nysgerrig og vant til at tage fat.",
    "Som {sex} på {age} år ved jeg, hvad jeg vil med mit arbejdsliv.",
];

/// Mother tongue, where it is not Danish.
pub const TONGUE_FOREIGN: &[&str] = &[
    "Mit modersmål er {tongue}, og jeg taler og skriver dansk uden besvær.",
    "Hjemme taler vi {tongue}, og på arbejdet taler jeg dansk hele dagen.",
    "Jeg er vokset op med {tongue} som modersmål og bruger gerne sproget i mødet med borgerne.",
];

/// Mother tongue, where it is Danish.
pub const TONGUE_DANISH: &[&str] = &[
    "Mit modersmål er {tongue}, og jeg skriver også engelsk uden besvær.",
    "Jeg har {tongue} som modersmål og formulerer mig let på skrift.",
];

/// Nationality.
pub const NATIONALITY: &[&str] =
    &["Jeg er {nationality} statsborger.", "Min baggrund er {nationality}.", "Jeg er {nationality} og stolt af det."];

/// Language course.
pub const COURSE: &[&str] = &["Jeg har bestået {course}.", "For nogle år siden bestod jeg {course}."];

/// Association.
pub const ASSOCIATION: &[&str] =
    &["I fritiden er jeg frivillig i {association}.", "Jeg har siddet i bestyrelsen for {association}."];

/// Sport.
pub const SPORT: &[&str] = &["Jeg dyrker {sport} to gange om ugen.", "Når jeg har fri, går jeg til {sport}."];

/// CPR number, volunteered.
pub const CPR: &[&str] = &[
    "Mit CPR-nummer er {cpr}, hvis I skal bruge det til børneattesten.",
    "Til jeres papirer: CPR {cpr}.",
    "I kan slå mine beviser op under cpr-nr. {cpr}.",
];

/// Sentences that tell nothing about the person.
pub const NEUTRAL: &[&str] = &[
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
];

/// Introduces the facts that must stay visible.
pub const FACTS_LEAD: &[&str] =
    &["Det kan jeg blandt andet bidrage med:", "Fra mit arbejde vil jeg fremhæve:", "Tre ting, som jeg har med mig:"];

/// Last lines; tell nothing.
pub const CLOSINGS: &[&str] = &[
    "Jeg glæder mig til at høre fra jer og kommer gerne til en samtale.",
    "Jeg håber, at I vil invitere mig til en samtale om stillingen.",
    "Jeg fortæller gerne mere, når vi mødes.",
];

/// Sign-offs.
pub const SIGN_OFFS: &[&str] =
    &["Mvh. {given}", "Venlig hilsen {given}", "Med venlig hilsen {given}", "De bedste hilsner fra {given}"];
