//! The sentences of an application in the wording of different people, and the words of a CV and its papers.

use crate::candidates::locale::pack::{Files, Labels, Papers, Sentences};

/// Sentences; `{name}` stands for a value.
pub const SENTENCES: Sentences = Sentences {
    greetings: &["Till rekryteringsgruppen", "Till den det berör", "Hej alla", "Bästa läsare"],
    openings: &[
        "Jag söker tjänsten som {job} för att jag gärna vill använda min erfarenhet av {topic} hos er.",
        "Med stort intresse har jag läst er annons om en {job}, och jag tror att min erfarenhet av {topic} passar bra.",
        "Ni söker en {job}. Jag har i flera år arbetat med {topic} och vill gärna göra det hos er.",
    ],
    sex_and_age: &[
        "Jag är en {sex} på {age} år och mitt i arbetslivet.",
        "Kort om mig: {sex}, {age} år, nyfiken och van att ta i.",
        "Som {sex} på {age} år vet jag vad jag vill med mitt arbetsliv.",
    ],
    tongue_foreign: &[
        "Mitt modersmål är {tongue}, och jag talar och skriver svenska utan besvär.",
        "Hemma talar vi {tongue}, och på jobbet talar jag svenska hela dagen.",
    ],
    tongue_home: &[
        "Mitt modersmål är {tongue}, och jag skriver också engelska utan besvär.",
        "Jag har {tongue} som modersmål och formulerar mig lätt i skrift.",
    ],
    nationality: &["Jag är {nationality} medborgare.", "Min bakgrund är {nationality}."],
    ethnic: "Jag är {ethnic} och har alltid bott här i landet.",
    national_id: &[
        "Mitt personnummer är {cpr}, om ni behöver det till registerutdraget.",
        "Till era papper: personnummer {cpr}.",
    ],
    native: "I mitt pass stavas mitt namn {native}.",
    neutral: &[
        "Jag trivs när uppgifterna är många och vi löser dem tillsammans.",
        "Jag är van att skriva klart och kort, så att alla kan använda det jag skriver.",
        "Till vardags håller jag överblicken och följer upp det vi har kommit överens om.",
        "Jag lägger vikt vid gott samarbete mellan avdelningar.",
        "Det är viktigt för mig att alla blir bemötta med respekt.",
        "Nya system lär jag mig snabbt, och jag hjälper gärna andra i gång.",
        "När något kan göras enklare säger jag det och föreslår en lösning.",
        "Jag arbetar strukturerat och behåller lugnet, även när det går fort.",
        "Utveckling i yrket betyder mycket för mig, och jag delar gärna det jag lär mig.",
        "Jag tar ansvar för mina uppgifter från början till slut.",
    ],
    facts_lead: &[
        "Det kan jag bland annat bidra med:",
        "Från mitt arbete vill jag lyfta fram:",
        "Tre saker som jag har med mig:",
    ],
    closings: &[
        "Jag ser fram emot att höra från er och kommer gärna på en intervju.",
        "Jag hoppas att ni vill bjuda in mig till ett samtal om tjänsten.",
        "Jag berättar gärna mer när vi ses.",
    ],
    sign_offs: &["Hälsningar {given}", "Vänliga hälsningar {given}", "Med vänlig hälsning {given}"],
    neutral_sign_off: "Med vänlig hälsning",
    headline: "Erfarenhet av {topic}",
    preferential: None,
};

/// Words of a CV.
pub const LABELS: Labels = Labels {
    headings: [
        "Kontakt", "Personuppgifter", "Arbetslivserfarenhet", "Utbildning", "Kvalifikationer", "Språk",
        "Bilagor och referenser",
    ],
    contact: ["Adress", "Postnummer och ort", "Telefon", "E-post", "Profil", "Hemsida"],
    personal: ["Född", "Ålder: {age} år", "Kön", "Nationalitet", "Civilstånd", "Referens"],
    numbers: ["Legitimation", "Organisationsnummer, egen firma", "Studentkort", "Medlemsnummer i facket"],
    tongues: "{tongue} (modersmål), {others}",
    others: ["engelska, tyska", "svenska, engelska"],
    now: "nu",
    leaving_examination: "Studentexamen",
    comment: "Kom ihåg att rätta innan det skickas.",
    deleted: "Hemma på {street}",
    hidden: "Ring helst på kvällen på {phone}",
    portrait: "Porträtt av {name}",
    native: "Namn i pass: {native}",
};

/// Papers.
pub const PAPERS: Papers = Papers {
    reference: "Arbetsintyg",
    reference_text: &[
        "{name} har varit anställd som {job} hos {employer} under åren {years}.",
        "{given} har löst alla uppgifter till vår fulla belåtenhet.",
        "Jag ger {given} mina bästa rekommendationer.",
    ],
    referee_titles: &["avdelningschef", "enhetschef", "gruppledare"],
    diploma: "Examensbevis",
    diploma_text: &[
        "Härmed intygas att",
        "{name}",
        "född {born},",
        "personnummer {cpr},",
        "har avlagt {education}",
        "vid {school} år {year}.",
    ],
    certificate: "Kursintyg",
    certificate_text: &["{name} har genomgått kursen och uppnått:", "{fact}"],
};

/// File names.
pub const FILES: Files = Files {
    words: ["CV", "ansokan", "portratt", "arbetsintyg", "examensbevis", "kursintyg"],
    states: ["utkast", "final"],
};
