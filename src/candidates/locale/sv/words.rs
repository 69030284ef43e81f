//! Words that stand on many pages. No name may fold to one of them: it would be found everywhere.

/// Folded words.
pub const COMMON: &str = "ansoekan ansoekande anstaellning tjaenst tjaenster kandidat namn efternamn foernamn adress telefon
epost meddelande datum aalder koen kvinna man mor far barn gift ogift kommun region medborgare skola utbildning erfarenhet
arbete arbetsgivare kvalifikation spraak svenska danska norska engelska tyska bo sten bjoern stig ros saga linnea vaar dag
natt morgon kvaell tid aar vecka maanad timme snoe regn storm vind hav sjoe skog berg dal bro stad hem sida sidor logga ut in
spara radera redigera visa doelj naesta foeregaaende tillbaka soek filter sortera lista tabell rapport oeversikt status fas
steg samtal bedoemning anteckning kommentar bilaga dokument fil filer haemta skriv instaellningar hjaelp kontakt villkor
dahlgren ekstroem bergstroem lindgren";
