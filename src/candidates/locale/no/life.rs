//! What people tell about their lives though nobody needs to know: politics, family, health, leisure.

use crate::candidates::AttributeId as A;
use crate::candidates::locale::pack::{Ground, ground, tell};

/// All of them; the protected grounds come first.
pub const GROUNDS: &[Ground] = &[
    Ground {
        nothing: Some("For noen år siden lærte jeg å plukke sopp, og det forteller jeg gjerne om."),
        ..ground(
            A::P02,
            5,
            &[tell("juridisk kjønn", "For noen år siden endret jeg juridisk kjønn, og det er jeg åpen om.")],
        )
    },
    ground(
        A::P07,
        15,
        &[
            tell("kommunestyrekandidat", "Jeg har stilt som kommunestyrekandidat."),
            tell("ungdomsparti", "Jeg har vært aktiv i et ungdomsparti."),
        ],
    ),
    Ground {
        nothing: Some("Jeg er med i festkomiteen og sitter i husets styre."),
        ..ground(
            A::P08,
            20,
            &[
                tell("tillitsvalgt", "I tre år var jeg tillitsvalgt på arbeidsplassen min."),
                tell("Fagforbundet", "Jeg er medlem av Fagforbundet og sitter i klubbstyret."),
            ],
        )
    },
    Ground {
        women: &[tell("kona mi", "Sammen med kona mi dyrker jeg en kolonihage.")],
        men: &[tell("mannen min", "Sammen med mannen min dyrker jeg en kolonihage.")],
        nothing: Some("Sammen med naboene mine dyrker jeg en kolonihage."),
        ..ground(A::P09, 8, &[])
    },
    Ground {
        nothing: Some("Jeg har lang sykkelvei til arbeidet og bruker regntøy."),
        ..ground(
            A::P10,
            20,
            &[
                tell("nedsatt hørsel", "Jeg har nedsatt hørsel og bruker høreapparat."),
                tell("arbeidsavklaringspenger", "Jeg har tidligere fått arbeidsavklaringspenger."),
            ],
        )
    },
    Ground {
        women: &[
            tell("mor til to", "Privat er jeg mor til to skolebarn."),
            tell("fødselspermisjon", "Jeg er nettopp tilbake fra fødselspermisjon."),
        ],
        men: &[
            tell("far til to", "Privat er jeg far til to skolebarn."),
            tell("pappapermisjon", "Jeg er nettopp tilbake fra pappapermisjon."),
        ],
        nothing: Some("Privat går jeg lange turer i skogen."),
        ..ground(A::P11, 40, &[])
    },
    ground(
        A::P13,
        8,
        &[
            tell("første i slekta", "Jeg var den første i slekta som fikk en utdanning."),
            tell("akademikerhjem", "Jeg vokste opp i et akademikerhjem med mange bøker."),
        ],
    ),
    Ground {
        nothing: Some("Jeg har et gammelt hus i skogen og forteller gjerne om det."),
        ..ground(
            A::P14,
            4,
            &[tell("politiattesten", "Jeg har en gammel dom på politiattesten og forteller gjerne om den.")],
        )
    },
    ground(
        A::X09,
        15,
        &[
            tell("verneplikt", "Jeg avtjente min verneplikt som sersjant."),
            tell("Heimevernet", "Jeg er frivillig i Heimevernet."),
        ],
    ),
    ground(A::X10, 8, &[tell("sykmeldt", "I fjor var jeg sykmeldt i fem måneder.")]),
    Ground {
        women: &[
            tell("Norske Kvinners Sanitetsforening", "På fritiden er jeg med i Norske Kvinners Sanitetsforening."),
            tell("krisesenteret", "På fritiden er jeg frivillig på krisesenteret."),
        ],
        men: &[
            tell("Reform", "På fritiden er jeg frivillig i Reform."),
            tell("Odd Fellow", "På fritiden er jeg med i Odd Fellow."),
        ],
        ..ground(A::X11, 30, &[])
    },
    Ground {
        women: &[
            tell("damehåndball", "Jeg spiller damehåndball to ganger i uka."),
            tell("jentekoret", "Når jeg har fri, hjelper jeg til i jentekoret."),
        ],
        men: &[
            tell("herrehåndball", "Jeg spiller herrehåndball to ganger i uka."),
            tell("guttekoret", "Når jeg har fri, hjelper jeg til i guttekoret."),
        ],
        ..ground(A::X12, 25, &[])
    },
    Ground {
        abroad: true,
        ..ground(
            A::X13,
            50,
            &[
                tell("Norskprøven", "Jeg har bestått Norskprøven på høyeste nivå."),
                tell("Bergenstesten", "For noen år siden bestod jeg Bergenstesten."),
            ],
        )
    },
    Ground {
        from_age: 55,
        ..ground(
            A::X14,
            25,
            &[tell("realskoleeksamen", "Jeg begynte med realskoleeksamen og leste videre om kvelden.")],
        )
    },
    ground(A::X21, 8, &[tell("NAV-kontoret", "Jeg ble kjent med stillingen gjennom NAV-kontoret.")]),
];
