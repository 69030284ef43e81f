//! `junit.xml` for a build server: one test case per attribute and channel, one per control, and one for the verdict.

use std::collections::BTreeMap;

use quick_xml::events::BytesText;
use quick_xml::writer::Writer;

use crate::findings::{Assessment, Expectation, Finding, Verdict};
use crate::reports::ReportError;
use crate::reports::text::{verdict, visible};

struct Case {
    class: &'static str,
    name: String,
    failure: Option<(String, String)>,
}

/// A cell fails when it holds a leak, a control when it did not hold, and the verdict when it is anything but clean.
pub fn render(assessment: &Assessment) -> Result<String, ReportError> {
    let fail = |e: std::io::Error| ReportError::Render { format: "junit.xml", reason: e.to_string() };
    let cases = cases(assessment);
    let failures = cases.iter().filter(|c| c.failure.is_some()).count().to_string();
    let total = cases.len().to_string();
    let mut out = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_vec();
    let mut writer = Writer::new_with_indent(&mut out, b' ', 2);
    writer
        .create_element("testsuites")
        .with_attributes([("name", "klarsyn"), ("tests", &total), ("failures", &failures)])
        .write_inner_content(|w| {
            let name = visible(&assessment.run, 200);
            w.create_element("testsuite")
                .with_attributes([("name", name.as_str()), ("tests", &total), ("failures", &failures)])
                .write_inner_content(|w| cases.iter().try_for_each(|c| write_case(w, c)))?;
            Ok(())
        })
        .map_err(fail)?;
    out.push(b'\n');
    String::from_utf8(out).map_err(|e| ReportError::Render { format: "junit.xml", reason: e.to_string() })
}

fn write_case(w: &mut Writer<&mut Vec<u8>>, case: &Case) -> std::io::Result<()> {
    let element =
        w.create_element("testcase").with_attributes([("classname", case.class), ("name", case.name.as_str())]);
    let Some((message, body)) = &case.failure else {
        element.write_empty()?;
        return Ok(());
    };
    element.write_inner_content(|w| {
        w.create_element("failure")
            .with_attribute(("message", message.as_str()))
            .write_text_content(BytesText::new(body))?;
        Ok(())
    })?;
    Ok(())
}

fn cases(a: &Assessment) -> Vec<Case> {
    let failed = |m: String, b: String| Some((visible(&m, 500), visible(&b, 20_000)));
    let mut cases = vec![Case {
        class: "klarsyn.verdict",
        name: "verdict".to_owned(),
        failure: (a.verdict != Verdict::Clean)
            .then(|| (verdict(a.verdict).1.to_owned(), visible(&a.reasons.join(" / "), 20_000))),
    }];
    let mut cells: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for f in &a.findings {
        cells.entry((f.attribute.id, f.channel)).or_default().push(f);
    }
    for ((id, channel), found) in cells {
        let leaks: Vec<_> = found.iter().filter(|f| f.expected == Expectation::Leak).collect();
        let body: Vec<String> = leaks
            .iter()
            .take(50)
            .map(|f| format!("{} {} {}: {}", f.candidate, f.surface.method, f.surface.url, f.snippet))
            .collect();
        cases.push(Case {
            class: "klarsyn.leak",
            name: format!("{id} {} in {channel} {}", id.kind().name, channel.name()),
            failure: if leaks.is_empty() {
                None
            } else {
                failed(format!("{} finding(s) leak", leaks.len()), body.join(" / "))
            },
        });
    }
    for c in &a.controls {
        cases.push(Case {
            class: "klarsyn.control",
            name: visible(&c.name, 300),
            failure: if c.fired { None } else { failed("the control did not hold".to_owned(), c.detail.clone()) },
        });
    }
    for g in a.coverage.gaps.iter().filter(|g| g.blocks_clean) {
        cases.push(Case {
            class: "klarsyn.gap",
            name: visible(&format!("{}: {} ({} / {})", g.kind, g.what, g.role, g.stage), 300),
            failure: failed("not seen, so nothing is proved about it".to_owned(), g.reason.clone()),
        });
    }
    cases
}
