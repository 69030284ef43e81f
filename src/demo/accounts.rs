//! Who may log in, and what each of them is there for.

/// The demonstration's password: the portal holds invented people only and listens on the loopback address.
pub(super) const PASSWORD: &str = "Klarsyn-Demo-1";

/// What an account may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rank {
    /// Assesses anonymised applications of one administration.
    Reviewer,
    /// Sees everything.
    Hr,
}

/// One account.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Account {
    pub login: &'static str,
    /// Shown in the page header.
    pub title: &'static str,
    pub administration: &'static str,
    pub rank: Rank,
}

/// Children and youth: owns the jobs that the demonstration applies for.
pub(super) const CHILDREN: &str = "Børne- og Ungeforvaltningen";
/// Technology and environment.
pub(super) const TECHNOLOGY: &str = "Teknik- og Miljøforvaltningen";

static ACCOUNTS: [Account; 4] = [
    Account { login: "reviewer", title: "Bedømmer 1", administration: CHILDREN, rank: Rank::Reviewer },
    Account { login: "reviewer2", title: "Bedømmer 2", administration: TECHNOLOGY, rank: Rank::Reviewer },
    Account { login: "former", title: "Tidligere bedømmer", administration: CHILDREN, rank: Rank::Reviewer },
    Account { login: "hr", title: "HR-partner", administration: "Økonomi- og Personaleforvaltningen", rank: Rank::Hr },
];

/// The account, if name and password fit.
pub(super) fn log_in(login: &str, password: &str) -> Option<&'static Account> {
    ACCOUNTS.iter().find(|a| a.login == login && password == PASSWORD)
}

/// A vacancy.
#[derive(Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Job {
    pub slug: &'static str,
    pub title: &'static str,
    pub administration: &'static str,
    pub place: &'static str,
    pub hours: &'static str,
    pub deadline: &'static str,
    /// Day of the interviews, as iCalendar writes it.
    pub interviews: &'static str,
    pub teaser: &'static str,
    pub text: &'static [&'static str],
}

/// The vacancies, in the order of the job list.
pub(super) static JOBS: [Job; 3] = [
    Job {
        slug: "paedagogisk-konsulent",
        title: "Pædagogisk konsulent",
        administration: CHILDREN,
        place: "Skovby Rådhus",
        hours: "Fuldtid, 37 timer",
        deadline: "1. marts 2027",
        interviews: "20270315",
        teaser: "Vil du være med til at udvikle dagtilbud for kommunens yngste borgere?",
        text: &[
            "Skovby Kommunes dagtilbud er i udvikling. Vi søger en konsulent, der kan omsætte viden til praksis sammen \
             med ledere og medarbejdere i vores 24 institutioner.",
            "Du får ansvar for kompetenceforløb, kvalitetsopfølgning og tværgående projekter, og du bliver en del af et \
             hold på ni kollegaer.",
        ],
    },
    Job {
        slug: "skolesekretaer",
        title: "Skolesekretær",
        administration: CHILDREN,
        place: "Bøgeskolen",
        hours: "Deltid, 30 timer",
        deadline: "8. marts 2027",
        interviews: "20270322",
        teaser: "Bliv omdrejningspunkt på en travl folkeskole med 640 elever.",
        text: &[
            "Som skolesekretær er du den, alle kender. Du løser administrative opgaver for ledelse, lærere og elever.",
            "Vi lægger vægt på overblik, godt humør og sikker brug af de digitale systemer.",
        ],
    },
    Job {
        slug: "trafikplanlaegger",
        title: "Trafikplanlægger",
        administration: TECHNOLOGY,
        place: "Teknisk Forvaltning",
        hours: "Fuldtid, 37 timer",
        deadline: "15. marts 2027",
        interviews: "20270329",
        teaser: "Vær med til at gøre det trygt at cykle i hele kommunen.",
        text: &[
            "Du planlægger stier, kryds og skoleveje og følger projekterne fra idé til anlæg.",
            "Du har erfaring med trafiktællinger, borgerinddragelse og projektstyring.",
        ],
    },
];

/// The vacancy of that slug.
pub(super) fn job(slug: &str) -> Option<&'static Job> {
    JOBS.iter().find(|j| j.slug == slug)
}
