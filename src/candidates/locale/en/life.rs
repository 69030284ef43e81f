//! What people tell about their lives though nobody needs to know: politics, family, health, leisure.

use crate::candidates::AttributeId as A;
use crate::candidates::locale::pack::{Ground, ground, tell};

/// All of them; the protected grounds come first.
pub const GROUNDS: &[Ground] = &[
    Ground {
        nothing: Some("Some years ago I learnt to forage for mushrooms, and I like to talk about it."),
        ..ground(
            A::P02,
            5,
            &[tell("gender recognition certificate", "Some years ago I got a gender recognition certificate.")],
        )
    },
    ground(
        A::P07,
        15,
        &[
            tell("council candidate", "I have stood as a council candidate."),
            tell("party branch", "I chaired our local party branch."),
        ],
    ),
    Ground {
        nothing: Some("I am on the social committee and look after the building."),
        ..ground(
            A::P08,
            20,
            &[
                tell("shop steward", "For three years I was a shop steward at my workplace."),
                tell("UNISON", "I am a member of UNISON and active in the branch."),
            ],
        )
    },
    Ground {
        women: &[tell("my wife", "Together with my wife I keep an allotment.")],
        men: &[tell("my husband", "Together with my husband I keep an allotment.")],
        nothing: Some("Together with the neighbours I keep an allotment."),
        ..ground(A::P09, 8, &[])
    },
    Ground {
        nothing: Some("I have a long way to work by bicycle and wear rain clothes."),
        ..ground(
            A::P10,
            20,
            &[
                tell("hearing loss", "I have hearing loss and use a hearing aid."),
                tell("guaranteed interview", "I am disabled and ask for the guaranteed interview."),
            ],
        )
    },
    Ground {
        women: &[
            tell("mother of two", "At home I am the mother of two schoolchildren."),
            tell("maternity leave", "I have just come back from maternity leave."),
        ],
        men: &[
            tell("father of two", "At home I am the father of two schoolchildren."),
            tell("paternity leave", "I have just come back from paternity leave."),
        ],
        nothing: Some("At home I go for long walks in the woods."),
        ..ground(A::P11, 40, &[])
    },
    ground(
        A::P13,
        8,
        &[
            tell("first in my family", "I was the first in my family to get a degree."),
            tell("boarding school", "I was sent to a boarding school with many books."),
        ],
    ),
    Ground {
        nothing: Some("I have an old house in the woods and am happy to talk about it."),
        ..ground(A::P14, 4, &[tell("spent conviction", "I have a spent conviction and am happy to talk about it.")])
    },
    ground(
        A::X09,
        15,
        &[
            tell("Army Reserve", "I serve in the Army Reserve."),
            tell("Royal Marines", "I was with the Royal Marines for four years."),
        ],
    ),
    ground(A::X10, 8, &[tell("carer's leave", "Last year I was on carer's leave for five months.")]),
    Ground {
        women: &[
            tell("Women's Institute", "In my free time I help in the Women's Institute."),
            tell("Girlguiding", "In my free time I am a volunteer with Girlguiding."),
        ],
        men: &[
            tell("Men's Shed", "In my free time I help in the Men's Shed."),
            tell("Freemasons", "In my free time I am with the Freemasons."),
        ],
        ..ground(A::X11, 30, &[])
    },
    Ground {
        women: &[
            tell("women's rugby", "Twice a week I play women's rugby."),
            tell("girls' choir", "When I am off, I help in the girls' choir."),
        ],
        men: &[
            tell("men's rugby", "Twice a week I play men's rugby."),
            tell("boys' choir", "When I am off, I help in the boys' choir."),
        ],
        ..ground(A::X12, 25, &[])
    },
    Ground {
        abroad: true,
        ..ground(
            A::X13,
            50,
            &[
                tell("ESOL", "I have passed ESOL at the highest level."),
                tell("Life in the UK", "Some years ago I passed the Life in the UK test."),
            ],
        )
    },
    Ground {
        from_age: 55,
        ..ground(A::X14, 25, &[tell("O levels", "I began with O levels and studied in the evenings.")])
    },
    ground(A::X21, 8, &[tell("Jobcentre Plus", "I heard of the post through Jobcentre Plus.")]),
];
