//! Words that stand on many pages. No name may fold to one of them: it would be found everywhere.

/// Folded words.
pub const COMMON: &str = "bewerbung bewerbungen bewerber stelle stellen kandidat name nachname vorname adresse telefon email nachricht
datum alter geschlecht frau mann mutter vater kind verheiratet ledig gemeinde land buerger schule ausbildung erfahrung arbeit
arbeitgeber qualifikation sprache deutsch englisch mark ernst frank wolf rose heide wolke linde tag nacht morgen abend zeit jahr
woche monat stunde schnee regen sturm wind meer see wald berg tal bruecke stadt haus seite seiten anmelden abmelden speichern
loeschen bearbeiten zeigen verbergen weiter zurueck suche filter sortieren liste tabelle bericht uebersicht status phase schritt
gespraech bewertung notiz kommentar anlage dokument datei dateien herunterladen drucken einstellungen hilfe kontakt bedingungen";
