//! Words that stand on many pages. No name may fold to one of them: it would be found everywhere.

/// Folded words.
pub const COMMON: &str = "soeknad soeker soekere ansettelse stilling stillinger kandidat navn etternavn fornavn adresse telefon
epost melding dato alder kjoenn kvinne mann mor far barn gift ugift kommune fylke borger skole utdanning erfaring arbeid
arbeidsgiver kvalifikasjon spraak norsk dansk svensk engelsk tysk bjoern ulv stein dag liv sol rose vaar natt morgen kveld tid aar
uke maaned time snoe regn storm vind hav sjoe skog berg dal bro by hjem side sider logg ut inn lagre slett rediger vis skjul neste
forrige tilbake soek filter sorter liste tabell rapport oversikt status fase trinn samtale vurdering notat kommentar vedlegg
dokument fil filer hent skriv innstillinger hjelp kontakt vilkaar haugen nesset sletten";
