//! Work: jobs with the education they ask for, employers, and job-relevant facts that must stay visible.

use crate::candidates::locale::pack::Job;

/// The lines of work; all of them neutral as to who does them.
pub const JOBS: &[Job] = &[
    Job {
        title: "case officer",
        education: "BA in Public Administration",
        school: "College",
        years: 3,
        topic: "casework, committee papers and digital workflows",
        health: false,
        facts: &[
            "Certified in record keeping by model KV-#",
            "Led project Sea Eagle # on shorter case times",
            "Introduced archive plan AP-# in three departments",
        ],
    },
    Job {
        title: "registered nurse",
        education: "BSc in Nursing",
        school: "School of Nursing",
        years: 3,
        topic: "acute care, documentation and work across professions",
        health: true,
        facts: &[
            "Certified in medicines handling by guideline MH-#",
            "Trained colleagues in wound care by course SP-#",
            "Led quality project Polar Bear # on a ward",
        ],
    },
    Job {
        title: "accounts assistant",
        education: "Diploma in Accounting",
        school: "Technical College",
        years: 2,
        topic: "budget monitoring, accounts and control",
        health: false,
        facts: &[
            "Certified in accounts module RM-#",
            "Introduced reconciliation AF-# for 40 units",
            "Led project Compass # on a common chart of accounts",
        ],
    },
    Job {
        title: "systems engineer",
        education: "BSc in Computing",
        school: "Institute of Technology",
        years: 3,
        topic: "operations, user support and security of large systems",
        health: false,
        facts: &[
            "Certified in operations model DM-#",
            "Moved business system FS-# without downtime",
            "Led project Lighthouse # on access rights",
        ],
    },
    Job {
        title: "librarian",
        education: "BA in Librarianship",
        school: "School of Librarianship",
        years: 3,
        topic: "outreach, cataloguing and enquiries",
        health: false,
        facts: &[
            "Certified in cataloguing by standard KS-#",
            "Built digital collection DS-# on local history",
            "Led project Reading Lamp # for young readers",
        ],
    },
];

/// Employers that do not exist under these names.
pub const EMPLOYERS: &[&str] = &[
    "Westfirth Borough Council",
    "Eastmarsh District Council",
    "Midhaven Health Board",
    "Larkbower Care Home",
    "Chestnut Court Library",
    "Northern Glow Operations Ltd",
    "Rainbow Meadow Nursery",
    "Hillcrest View Hospital",
    "Ropewalk Arts Centre",
    "Mossedge Community School",
    "Clean Shore Trust",
    "Willowbank Service Centre",
];

/// Towns in which schools stand.
pub const SCHOOL_TOWNS: &[&str] = &["Leeds", "Bristol", "Cardiff", "Glasgow", "Norwich", "Hull", "Derby"];
