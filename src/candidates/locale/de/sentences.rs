//! The sentences of an application in the wording of different people, and the words of a CV and its papers.

use crate::candidates::locale::pack::{Files, Labels, Papers, Sentences};

/// Sentences; `{name}` stands for a value.
pub const SENTENCES: Sentences = Sentences {
    greetings: &["Sehr geehrte Damen und Herren", "Guten Tag", "Liebes Team"],
    openings: &[
        "ich bewerbe mich als {job}, weil ich meine Erfahrung mit {topic} gern bei Ihnen einbringen möchte.",
        "mit großem Interesse habe ich Ihre Anzeige gelesen und glaube, dass meine Erfahrung mit {topic} gut passt.",
        "seit mehreren Jahren arbeite ich als {job} und möchte meine Erfahrung mit {topic} gern bei Ihnen einsetzen.",
    ],
    sex_and_age: &[
        "Kurz zu mir: {sex}, {age} Jahre, neugierig und tatkräftig.",
        "Zu meiner Person: {sex}, {age} Jahre alt und mitten im Berufsleben.",
    ],
    tongue_foreign: &[
        "Meine Muttersprache ist {tongue}, und ich spreche und schreibe ohne Mühe die Sprache des Landes.",
        "Zu Hause sprechen wir {tongue}, bei der Arbeit den ganzen Tag die Sprache des Landes.",
    ],
    tongue_home: &[
        "Meine Muttersprache ist {tongue}, und ich schreibe auch Englisch ohne Mühe.",
        "{tongue} ist meine Muttersprache, und ich formuliere leicht.",
    ],
    nationality: &["Meine Staatsangehörigkeit ist {nationality}.", "Mein Pass ist {nationality}."],
    ethnic: "Ich bin {ethnic} und habe immer hier im Land gelebt.",
    national_id: &[
        "Meine Steuer-Identifikationsnummer lautet {cpr}, falls Sie sie brauchen.",
        "Für Ihre Unterlagen: Steuer-IdNr. {cpr}.",
    ],
    native: "In meinem Pass steht mein Name als {native}.",
    neutral: &[
        "Ich fühle mich wohl, wenn es viel zu tun gibt und wir es gemeinsam lösen.",
        "Ich schreibe klar und kurz, damit alle damit arbeiten können.",
        "Im Alltag behalte ich den Überblick und halte mich an Absprachen.",
        "Mir liegt an guter Zusammenarbeit zwischen den Abteilungen.",
        "Mir ist wichtig, dass allen mit Achtung begegnet wird.",
        "In neue Systeme arbeite ich mich rasch ein und helfe gern beim Einstieg.",
        "Wenn etwas einfacher geht, sage ich es und schlage eine Lösung vor.",
        "Ich arbeite geordnet und bleibe ruhig, auch wenn es schnell gehen muss.",
        "Weiterbildung bedeutet mir viel, und ich teile gern, was ich lerne.",
        "Für meine Aufgaben stehe ich von Anfang bis Ende ein.",
    ],
    facts_lead: &[
        "Das kann ich unter anderem beitragen:",
        "Aus meiner Arbeit hebe ich hervor:",
        "Drei Dinge bringe ich mit:",
    ],
    closings: &[
        "Ich freue mich auf Ihre Antwort und komme gern zu einem Gespräch.",
        "Ich hoffe auf eine Einladung zu einem Gespräch.",
        "Gern erzähle ich mehr, wenn wir uns sehen.",
    ],
    sign_offs: &["Viele Grüße {given}", "Freundliche Grüße {given}", "Mit freundlichen Grüßen {given}"],
    neutral_sign_off: "Mit freundlichen Grüßen",
    headline: "Erfahrung mit {topic}",
    preferential: Some("Ich bitte um Einladung zum Gespräch nach § 165 SGB IX."),
};

/// Words of a CV.
pub const LABELS: Labels = Labels {
    headings: [
        "Kontakt", "Persönliche Angaben", "Berufserfahrung", "Ausbildung", "Kenntnisse", "Sprachen",
        "Anlagen und Referenzen",
    ],
    contact: ["Anschrift", "Postleitzahl und Ort", "Telefon", "E-Mail", "Profil", "Webseite"],
    personal: ["Geboren", "Alter: {age} Jahre", "Geschlecht", "Staatsangehörigkeit", "Familienstand", "Referenz"],
    numbers: ["Zulassung", "USt-IdNr. der eigenen Firma", "Studierendenausweis", "Mitgliedsnummer der Gewerkschaft"],
    tongues: "{tongue} (Muttersprache), {others}",
    others: ["Englisch, Französisch", "Deutsch, Englisch"],
    now: "heute",
    leaving_examination: "Abitur",
    comment: "Vor dem Absenden noch ändern.",
    deleted: "Zu Hause: {street}",
    hidden: "Am besten abends anrufen: {phone}",
    portrait: "Porträt von {name}",
    native: "Name im Pass: {native}",
};

/// Papers.
pub const PAPERS: Papers = Papers {
    reference: "Arbeitszeugnis",
    reference_text: &[
        "{name} war in den Jahren {years} bei uns beschäftigt ({employer}): {job}.",
        "{given} hat alle Aufgaben stets zu unserer vollsten Zufriedenheit erledigt.",
        "Wir wünschen {given} für die Zukunft alles Gute.",
    ],
    referee_titles: &["Abteilungsleitung", "Bereichsleitung", "Teamleitung"],
    diploma: "Prüfungszeugnis",
    diploma_text: &[
        "Hiermit wird bescheinigt, dass",
        "{name}",
        "geboren am {born},",
        "Steuer-IdNr. {cpr},",
        "den Abschluss erworben hat: {education}",
        "{school}, {year}.",
    ],
    certificate: "Teilnahmebescheinigung",
    certificate_text: &["{name} hat am Kurs teilgenommen und erreicht:", "{fact}"],
};

/// File names.
pub const FILES: Files = Files {
    words: ["Lebenslauf", "Anschreiben", "Portraet", "Arbeitszeugnis", "Pruefungszeugnis", "Kursbescheinigung"],
    states: ["Entwurf", "final"],
};
