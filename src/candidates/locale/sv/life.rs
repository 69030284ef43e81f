//! What people tell about their lives though nobody needs to know: politics, family, health, leisure.

use crate::candidates::AttributeId as A;
use crate::candidates::locale::pack::{Ground, ground, tell};

/// All of them; the protected grounds come first.
pub const GROUNDS: &[Ground] = &[
    Ground {
        nothing: Some("För några år sedan lärde jag mig att plocka svamp, och det berättar jag gärna om."),
        ..ground(
            A::P02,
            5,
            &[tell("könskorrigering", "För några år sedan gick jag igenom en könskorrigering och är öppen med det.")],
        )
    },
    ground(
        A::P07,
        15,
        &[
            tell("fullmäktigekandidat", "Jag har ställt upp som fullmäktigekandidat."),
            tell("ungdomsförbund", "Jag har varit aktiv i ett politiskt ungdomsförbund."),
        ],
    ),
    Ground {
        nothing: Some("Jag är med i festkommittén och sitter i husets styrelse."),
        ..ground(
            A::P08,
            20,
            &[
                tell("fackombud", "I tre år var jag fackombud på min arbetsplats."),
                tell("Kommunal", "Jag är medlem i Kommunal och sitter i klubbens styrelse."),
            ],
        )
    },
    Ground {
        women: &[tell("min fru", "Tillsammans med min fru odlar jag en kolonilott.")],
        men: &[tell("min make", "Tillsammans med min make odlar jag en kolonilott.")],
        nothing: Some("Tillsammans med grannarna odlar jag en kolonilott."),
        ..ground(A::P09, 8, &[])
    },
    Ground {
        nothing: Some("Jag har en lång cykelväg till jobbet och använder regnkläder."),
        ..ground(
            A::P10,
            20,
            &[
                tell("hörselnedsättning", "Jag har en hörselnedsättning och använder hörapparat."),
                tell("lönebidrag", "Jag har tidigare varit anställd med lönebidrag."),
            ],
        )
    },
    Ground {
        women: &[
            tell("mamma till två", "Privat är jag mamma till två skolbarn."),
            tell("mammaledighet", "Jag är precis tillbaka från mammaledighet."),
        ],
        men: &[
            tell("pappa till två", "Privat är jag pappa till två skolbarn."),
            tell("pappaledighet", "Jag är precis tillbaka från pappaledighet."),
        ],
        nothing: Some("Privat går jag långa turer i skogen."),
        ..ground(A::P11, 40, &[])
    },
    ground(
        A::P13,
        8,
        &[
            tell("första i släkten", "Jag var den första i släkten som fick en utbildning."),
            tell("akademikerhem", "Jag växte upp i ett akademikerhem med många böcker."),
        ],
    ),
    Ground {
        nothing: Some("Jag har ett gammalt hus i skogen och berättar gärna om det."),
        ..ground(
            A::P14,
            4,
            &[tell("belastningsregistret", "Jag har en gammal dom i belastningsregistret och berättar gärna om den.")],
        )
    },
    ground(
        A::X09,
        15,
        &[
            tell("värnplikt", "Jag gjorde min värnplikt som sergeant."),
            tell("Hemvärnet", "Jag är frivillig i Hemvärnet."),
        ],
    ),
    ground(A::X10, 8, &[tell("sjukskriven", "Förra året var jag sjukskriven i fem månader.")]),
    Ground {
        women: &[
            tell("kvinnojouren", "På fritiden är jag frivillig i kvinnojouren."),
            tell("Lottakåren", "På fritiden är jag med i Lottakåren."),
        ],
        men: &[
            tell("mansjouren", "På fritiden är jag frivillig i mansjouren."),
            tell("Frimurarna", "På fritiden är jag med i Frimurarna."),
        ],
        ..ground(A::X11, 30, &[])
    },
    Ground {
        women: &[
            tell("damhandboll", "Jag spelar damhandboll två gånger i veckan."),
            tell("flickkören", "När jag är ledig hjälper jag till i flickkören."),
        ],
        men: &[
            tell("herrhandboll", "Jag spelar herrhandboll två gånger i veckan."),
            tell("gosskören", "När jag är ledig hjälper jag till i gosskören."),
        ],
        ..ground(A::X12, 25, &[])
    },
    Ground {
        abroad: true,
        ..ground(
            A::X13,
            50,
            &[
                tell("sfi", "Jag har gått sfi och klarat sista provet."),
                tell("Tisus", "För några år sedan klarade jag Tisus."),
            ],
        )
    },
    Ground {
        from_age: 55,
        ..ground(A::X14, 25, &[tell("realexamen", "Jag började med en realexamen och läste vidare på kvällarna.")])
    },
    ground(A::X21, 8, &[tell("Arbetsförmedlingen", "Jag har hört om tjänsten genom Arbetsförmedlingen.")]),
];
