//! The CV as rich text: ASCII with escapes. The name also stands in the info group and in the page header, and one line
//! is hidden.

use std::fmt::Write;

use crate::candidates::cv::Cv;

/// Renders the CV.
pub fn write(cv: &Cv) -> Vec<u8> {
    let name = escaped(&cv.name);
    let mut out = String::from(r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0 Calibri;}}");
    let _ = write!(out, r"{{\info{{\title CV}}{{\author {name}}}{{\operator {name}}}{{\company {name}}}}}");
    let _ = write!(out, "\n{{\\header\\pard {name}\\par}}\n");
    let _ = write!(out, "{{\\pard\\b\\fs32 {name}\\par}}\n{{\\pard {}\\par}}\n", escaped(&cv.headline));
    let _ = writeln!(out, "{{\\pard\\v {}\\v0\\par}}", escaped(&cv.hidden().text));
    for (heading, lines) in &cv.sections {
        let _ = writeln!(out, "{{\\pard\\b\\fs24 {}\\par}}", escaped(heading));
        for said in lines {
            let _ = writeln!(out, "{{\\pard {}\\par}}", escaped(&said.text));
        }
    }
    out.push('}');
    out.into_bytes()
}

/// Windows-1252 where the letter is in it, otherwise a Unicode escape with a mark for readers that know none.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | '{' | '}' => out.extend(['\\', letter]),
            ' '..='~' => out.push(letter),
            '\u{a0}'..='\u{ff}' => {
                let _ = write!(out, "\\'{:02x}", letter as u32);
            }
            _ => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{}?", *unit as i16);
                }
            }
        }
    }
    out
}
