//! Words that stand on many pages. No name may fold to one of them: it would be found everywhere.

/// Folded words; the Danish list holds those of programs and pages.
pub const COMMON: &str = "application applications applicant applicants vacancy vacancies candidate name surname forename address
telephone email message date age sex gender woman man mother father child married single council county citizen school education
experience work employer qualification language english french mark will grant frank hope faith grace rose day night morning evening
time year week month hour snow rain storm wind sea lake forest hill valley bridge town home page pages login logout save delete edit
show hide next previous back search filter sort list table report overview status stage step interview assessment note comment
attachment document file files download print settings help contact terms ironworth peppercombe";
