//! The sentences of an application in the wording of different people, and the words of a CV and its papers.

use crate::candidates::locale::pack::{Files, Labels, Papers, Sentences};

/// Sentences; `{name}` stands for a value.
pub const SENTENCES: Sentences = Sentences {
    greetings: &["Dear hiring panel", "To whom it may concern", "Hello everyone", "Dear reader"],
    openings: &[
        "I am applying for the post of {job} because I would like to use my experience of {topic} with you.",
        "I have read your advertisement for a {job} with great interest and think that my experience of {topic} fits well.",
        "You are looking for a {job}. I have worked with {topic} for several years and would like to do so with you.",
    ],
    sex_and_age: &[
        "In short: {sex}, {age} years old, curious and ready to get things done.",
        "About me: {sex}, {age} years of age and well into working life.",
    ],
    tongue_foreign: &[
        "My mother tongue is {tongue}, and I speak and write the language of the country with ease.",
        "At home we speak {tongue}, and at work I speak the language of the country all day.",
    ],
    tongue_home: &[
        "My mother tongue is {tongue}, and I also write French with ease.",
        "{tongue} is my mother tongue, and writing comes easily to me.",
    ],
    nationality: &["My nationality is {nationality}.", "I am {nationality} and proud of it."],
    ethnic: "I am {ethnic} and have always lived in this country.",
    national_id: &[
        "My National Insurance number is {cpr}, should you need it for your checks.",
        "For your papers: National Insurance number {cpr}.",
    ],
    native: "In my passport my name is spelt {native}.",
    neutral: &[
        "I thrive when there is much to do and when we do it together.",
        "I am used to writing clearly and briefly, so that everybody can use what I write.",
        "Day to day I keep the overview and follow up what was agreed.",
        "I care about good work across departments.",
        "It matters to me that everybody is met with respect.",
        "I learn new systems fast and like to help others get started.",
        "When something can be made simpler, I say so and suggest how.",
        "I work in an orderly way and stay calm, also when things go fast.",
        "Learning means a lot to me, and I like to share what I learn.",
        "I take responsibility for my tasks from start to finish.",
    ],
    facts_lead: &[
        "Among other things I can contribute:",
        "From my work I would point out:",
        "Three things that I bring:",
    ],
    closings: &[
        "I look forward to hearing from you and will gladly come for an interview.",
        "I hope that you will invite me to talk about the post.",
        "I am happy to tell you more when we meet.",
    ],
    sign_offs: &["Best wishes, {given}", "Kind regards, {given}", "Yours sincerely, {given}"],
    neutral_sign_off: "Yours sincerely",
    headline: "Experience of {topic}",
    preferential: Some("I ask for a guaranteed interview under the Disability Confident scheme."),
};

/// Words of a CV.
pub const LABELS: Labels = Labels {
    headings: [
        "Contact", "Personal details", "Work experience", "Education", "Qualifications", "Languages",
        "Papers and references",
    ],
    contact: ["Address", "Town and post code", "Telephone", "E-mail", "Profile", "Website"],
    personal: ["Born", "Age: {age} years", "Sex", "Nationality", "Marital status", "Referee"],
    numbers: ["Registration", "Company number of own firm", "Student card", "Union membership number"],
    tongues: "{tongue} (mother tongue), {others}",
    others: ["French, German", "English, French"],
    now: "now",
    leaving_examination: "School leaving certificate",
    comment: "Remember to correct before sending.",
    deleted: "At home at {street}",
    hidden: "Best called in the evening on {phone}",
    portrait: "Portrait of {name}",
    native: "Name in passport: {native}",
};

/// Papers.
pub const PAPERS: Papers = Papers {
    reference: "Reference",
    reference_text: &[
        "{name} was employed as a {job} by {employer} in the years {years}.",
        "{given} has done all tasks to our full satisfaction.",
        "I recommend {given} warmly.",
    ],
    referee_titles: &["head of department", "area manager", "team leader"],
    diploma: "Certificate of Education",
    diploma_text: &[
        "This is to certify that",
        "{name}",
        "born {born},",
        "National Insurance number {cpr},",
        "has passed the {education}",
        "at the {school} in {year}.",
    ],
    certificate: "Course certificate",
    certificate_text: &["{name} has completed the course and achieved:", "{fact}"],
};

/// File names.
pub const FILES: Files = Files {
    words: ["CV", "cover-letter", "portrait", "reference", "degree", "certificate"],
    states: ["draft", "final"],
};
