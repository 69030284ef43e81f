//! What people tell about their lives though nobody needs to know: politics, family, health, leisure.

use crate::candidates::AttributeId as A;
use crate::candidates::locale::pack::{Ground, Tell, ground, tell};

const COURSES: &[Tell] = &[
    tell("Prøve i Dansk 3", "Jeg har bestået Prøve i Dansk 3."),
    tell("Studieprøven", "For nogle år siden bestod jeg Studieprøven."),
    tell("Prøve i Dansk 2", "Jeg har bestået Prøve i Dansk 2."),
];

/// All of them; the protected grounds come first.
pub const GROUNDS: &[Ground] = &[
    Ground {
        nothing: Some("For få år siden lærte jeg at gå på jagt efter svampe, og det fortæller jeg gerne om."),
        ..ground(
            A::P02,
            5,
            &[
                tell("juridisk kønsskifte", "For få år siden fik jeg juridisk kønsskifte, og det er jeg åben om."),
                tell("transkønnet", "Jeg er transkønnet, og det har jeg været åben om i mange år."),
            ],
        )
    },
    ground(
        A::P07,
        15,
        &[
            tell("byrådskandidat", "Jeg har stillet op som byrådskandidat."),
            tell("ungdomsparti", "Jeg har været aktiv i et ungdomsparti."),
            tell("partimedlem", "Jeg er aktivt partimedlem og deler løbesedler ud."),
        ],
    ),
    Ground {
        nothing: Some("Jeg er med i kantineudvalget og sidder i klubbens bestyrelse."),
        ..ground(
            A::P08,
            20,
            &[
                tell("tillidsrepræsentant", "I tre år var jeg tillidsrepræsentant på min arbejdsplads."),
                tell("FOA", "Jeg er medlem af FOA og sidder i klubbens bestyrelse."),
                tell("HK Kommunal", "Jeg er medlem af HK Kommunal og med i klubarbejdet."),
            ],
        )
    },
    Ground {
        women: &[
            tell("min kone", "Sammen med min kone dyrker jeg en kolonihave."),
            tell("LGBT+ Danmark", "Jeg er frivillig i LGBT+ Danmark."),
        ],
        men: &[
            tell("min mand", "Sammen med min mand dyrker jeg en kolonihave."),
            tell("LGBT+ Danmark", "Jeg er frivillig i LGBT+ Danmark."),
        ],
        nothing: Some("Sammen med naboerne dyrker jeg en kolonihave."),
        ..ground(A::P09, 8, &[])
    },
    Ground {
        nothing: Some("Jeg har en lang cykeltur til arbejde og bruger regntøj."),
        ..ground(
            A::P10,
            20,
            &[
                tell("nedsat hørelse", "Jeg har nedsat hørelse og bruger høreapparat."),
                tell("fleksjob", "Jeg har tidligere været ansat i fleksjob."),
                tell("fortrinsadgang", "Jeg ønsker at benytte min fortrinsadgang til samtale."),
            ],
        )
    },
    Ground {
        women: &[
            tell("mor til to", "Privat er jeg mor til to skolebørn."),
            tell("barselsorlov", "Jeg er netop vendt tilbage fra barselsorlov."),
            tell("mor til tre", "Jeg er mor til tre, og det har lært mig at planlægge."),
        ],
        men: &[
            tell("far til to", "Privat er jeg far til to skolebørn."),
            tell("fædreorlov", "Jeg er netop vendt tilbage fra fædreorlov."),
            tell("far til tre", "Jeg er far til tre, og det har lært mig at planlægge."),
        ],
        nothing: Some("Privat går jeg lange ture i skoven."),
        ..ground(A::P11, 40, &[])
    },
    ground(
        A::P13,
        8,
        &[
            tell("første i familien", "Jeg var den første i familien, der fik en uddannelse."),
            tell("akademikerhjem", "Jeg er vokset op i et akademikerhjem med mange bøger."),
        ],
    ),
    Ground {
        nothing: Some("Jeg har et gammelt hus i skoven og fortæller gerne om det."),
        ..ground(
            A::P14,
            4,
            &[
                tell("straffeattest", "Jeg har en gammel dom på min straffeattest og fortæller gerne om den."),
                tell("betinget dom", "Jeg fik en betinget dom som ung og fortæller gerne om den."),
            ],
        )
    },
    Ground {
        women: &[tell("forkvinde", "I to år var jeg forkvinde for personaleklubben.")],
        men: &[tell("oldermand", "I to år var jeg oldermand i sejlklubben.")],
        ..ground(A::X01, 8, &[])
    },
    Ground {
        abroad: true,
        ..ground(A::X08, 15, &[tell("vurdering fra UFS", "Min uddannelse hjemmefra har fået en vurdering fra UFS.")])
    },
    ground(
        A::X09,
        15,
        &[
            tell("værnepligt", "Jeg aftjente min værnepligt som sergent."),
            tell("Hjemmeværnet", "Jeg er frivillig i Hjemmeværnet."),
            tell("Livgarden", "Jeg har været i Livgarden."),
        ],
    ),
    ground(
        A::X10,
        8,
        &[
            tell("plejeorlov", "Sidste år havde jeg plejeorlov i fem måneder."),
            tell("sygeorlov", "Sidste år havde jeg sygeorlov i fem måneder."),
        ],
    ),
    Ground {
        women: &[
            tell("Dansk Kvindesamfund", "I fritiden er jeg frivillig i Dansk Kvindesamfund."),
            tell("KFUK-spejderne", "Jeg har siddet i bestyrelsen for KFUK-spejderne."),
            tell("Mødrehjælpen", "I fritiden er jeg frivillig i Mødrehjælpen."),
            tell("Natteravnene", "I fritiden er jeg frivillig i Natteravnene."),
        ],
        men: &[
            tell("KFUM-spejderne", "Jeg har siddet i bestyrelsen for KFUM-spejderne."),
            tell("Mandecentret", "I fritiden er jeg frivillig i Mandecentret."),
            tell("Odd Fellow Ordenen", "I fritiden er jeg med i Odd Fellow Ordenen."),
            tell("Natteravnene", "I fritiden er jeg frivillig i Natteravnene."),
        ],
        ..ground(A::X11, 30, &[])
    },
    Ground {
        women: &[
            tell("damehåndbold", "Jeg dyrker damehåndbold to gange om ugen."),
            tell("pigegarden", "Når jeg har fri, går jeg til øvning i pigegarden."),
            tell("kvindefodbold", "Når jeg har fri, går jeg til kvindefodbold."),
        ],
        men: &[
            tell("herrehåndbold", "Jeg dyrker herrehåndbold to gange om ugen."),
            tell("drengekoret", "Når jeg har fri, hjælper jeg til i drengekoret."),
            tell("herrefodbold", "Når jeg har fri, går jeg til herrefodbold."),
        ],
        ..ground(A::X12, 25, &[])
    },
    Ground { abroad: true, ..ground(A::X13, 50, COURSES) },
    Ground {
        from_age: 52,
        ..ground(
            A::X14,
            25,
            &[
                tell("realeksamen", "Jeg begyndte med en realeksamen og læste videre om aftenen."),
                tell("EFG", "Jeg begyndte med EFG og læste videre om aftenen."),
            ],
        )
    },
    ground(
        A::X15,
        8,
        &[
            tell("Mjølnerparken", "Jeg er vokset op i Mjølnerparken og kender byen godt."),
            tell("Gellerup", "Jeg er vokset op i Gellerup og kender byen godt."),
        ],
    ),
    Ground {
        from_age: 58,
        ..ground(
            A::X18,
            25,
            &[
                tell("seniorjob", "Lige nu er jeg ansat i et seniorjob."),
                tell("efterløn", "Lige nu overvejer jeg ikke efterløn."),
            ],
        )
    },
    ground(
        A::X21,
        8,
        &[
            tell("mit jobcenter", "Jeg er blevet opmærksom på stillingen gennem mit jobcenter."),
            tell("et vikarbureau", "Jeg er blevet opmærksom på stillingen gennem et vikarbureau."),
        ],
    ),
    ground(A::X22, 6, &[tell("intern ansøger", "Jeg søger som intern ansøger og kender huset.")]),
    Ground {
        from_age: 50,
        ..ground(A::X23, 20, &[tell("25-års jubilæum", "I år har jeg haft 25-års jubilæum i branchen.")])
    },
    ground(
        A::D19,
        8,
        &[
            tell("min bror Villads", "Jeg deler hus med min bror Villads."),
            tell("min søster Signelil", "Jeg deler hus med min søster Signelil."),
        ],
    ),
];
