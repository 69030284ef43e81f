//! What people tell about their lives though nobody needs to know: politics, family, health, leisure.

use crate::candidates::AttributeId as A;
use crate::candidates::locale::pack::{Ground, ground, tell};

/// All of them; the protected grounds come first.
pub const GROUNDS: &[Ground] = &[
    Ground {
        nothing: Some("Vor einigen Jahren habe ich Pilze sammeln gelernt und erzähle gern davon."),
        ..ground(
            A::P02,
            5,
            &[tell("Geschlechtseintrag", "Vor einigen Jahren habe ich meinen Geschlechtseintrag ändern lassen.")],
        )
    },
    ground(
        A::P07,
        15,
        &[
            tell("Ratskandidatur", "Hinter mir liegt eine Ratskandidatur."),
            tell("Parteijugend", "Ich war in der Parteijugend aktiv."),
        ],
    ),
    Ground {
        nothing: Some("Ich bin im Festausschuss und kümmere mich um das Haus."),
        ..ground(
            A::P08,
            20,
            &[
                tell("Personalrat", "Drei Jahre war ich im Personalrat meiner Dienststelle."),
                tell("ver.di", "Ich bin bei ver.di und arbeite in der Ortsgruppe mit."),
            ],
        )
    },
    Ground {
        women: &[tell("meiner Frau", "Mit meiner Frau pflege ich einen Schrebergarten.")],
        men: &[tell("meinem Mann", "Mit meinem Mann pflege ich einen Schrebergarten.")],
        nothing: Some("Mit der Nachbarschaft pflege ich einen Schrebergarten."),
        ..ground(A::P09, 8, &[])
    },
    Ground {
        nothing: Some("Ich habe einen langen Weg mit dem Rad und trage Regenkleidung."),
        ..ground(
            A::P10,
            20,
            &[
                tell("schwerhörig", "Ich bin schwerhörig und trage ein Hörgerät."),
                tell("schwerbehindert", "Ich bin schwerbehindert und bitte um ein Gespräch."),
            ],
        )
    },
    Ground {
        women: &[
            tell("Mutter von zwei", "Privat bin ich Mutter von zwei Schulkindern."),
            tell("Mutterschutz", "Ich komme gerade aus dem Mutterschutz zurück."),
        ],
        men: &[
            tell("Vater von zwei", "Privat bin ich Vater von zwei Schulkindern."),
            tell("Vaterschaftszeit", "Ich komme gerade aus der Vaterschaftszeit zurück."),
        ],
        nothing: Some("Privat mache ich lange Wege im Wald."),
        ..ground(A::P11, 40, &[])
    },
    ground(
        A::P13,
        8,
        &[
            tell("Arbeiterfamilie", "Ich komme aus einer Arbeiterfamilie mit wenigen Büchern."),
            tell("Akademikerhaushalt", "Ich komme aus einem Akademikerhaushalt mit vielen Büchern."),
        ],
    ),
    Ground {
        nothing: Some("Ich habe ein altes Haus im Wald und erzähle gern davon."),
        ..ground(
            A::P14,
            4,
            &[tell("Führungszeugnis", "Ich habe einen alten Eintrag im Führungszeugnis und erzähle gern davon.")],
        )
    },
    ground(
        A::X09,
        15,
        &[
            tell("Wehrdienst", "Ich habe meinen Wehrdienst geleistet."),
            tell("Bundeswehr", "Ich war vier Jahre bei der Bundeswehr."),
        ],
    ),
    ground(A::X10, 8, &[tell("Pflegezeit", "Im letzten Jahr war ich fünf Monate in Pflegezeit.")]),
    Ground {
        women: &[
            tell("Landfrauenverein", "In der Freizeit helfe ich im Landfrauenverein."),
            tell("Frauenhaus", "In der Freizeit helfe ich im Frauenhaus."),
        ],
        men: &[
            tell("Kolpingwerk", "In der Freizeit helfe ich im Kolpingwerk."),
            tell("Schützenbruderschaft", "In der Freizeit helfe ich in der Schützenbruderschaft."),
        ],
        ..ground(A::X11, 30, &[])
    },
    Ground {
        women: &[
            tell("Frauenhandball", "Zweimal in der Woche spiele ich Frauenhandball."),
            tell("Mädchenchor", "In der Freizeit helfe ich im Mädchenchor."),
        ],
        men: &[
            tell("Männerhandball", "Zweimal in der Woche spiele ich Männerhandball."),
            tell("Knabenchor", "In der Freizeit helfe ich im Knabenchor."),
        ],
        ..ground(A::X12, 25, &[])
    },
    Ground {
        abroad: true,
        ..ground(
            A::X13,
            50,
            &[
                tell("Integrationskurs", "Ich habe den Integrationskurs abgeschlossen."),
                tell("TestDaF", "Vor einigen Jahren habe ich den TestDaF bestanden."),
            ],
        )
    },
    Ground {
        from_age: 55,
        ..ground(A::X14, 25, &[tell("Polytechnische Oberschule", "Ich habe die Polytechnische Oberschule besucht.")])
    },
    ground(A::X21, 8, &[tell("Arbeitsagentur", "Von der Stelle weiß ich durch die Arbeitsagentur.")]),
];
