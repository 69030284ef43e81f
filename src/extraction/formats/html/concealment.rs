//! Why text of an element is not seen: from markup, inline style, and what the browser told us
//! (`data-klarsyn-concealed`, written into captured documents by the crawl).

use super::attributes::Marks;
use crate::extraction::Concealment;

/// The reason why the text inside this element is not seen, if there is one.
pub(super) fn of(name: &str, marks: &Marks<'_>) -> Option<Concealment> {
    if let Some(told) = marks.told {
        return Some(match told.trim().to_ascii_lowercase().as_str() {
            "blur" => Concealment::Blur,
            "opacity" => Concealment::Opacity,
            "colour" | "color" => Concealment::Colour,
            "offscreen" => Concealment::OffScreen,
            "tiny" => Concealment::Tiny,
            "covered" => Concealment::Covered,
            _ => Concealment::NotRendered,
        });
    }
    match name {
        // A template that carries a shadow root is what the page shows; any other is stock for scripts.
        "template" if !marks.shadow => {
            return Some(Concealment::NotRendered);
        }
        "noscript" | "head" | "datalist" => return Some(Concealment::NotRendered),
        "dialog" if !marks.open => return Some(Concealment::NotRendered),
        _ => {}
    }
    if marks.hidden {
        return Some(Concealment::NotRendered);
    }
    style(marks.style?)
}

/// The reason that an inline style gives.
pub(super) fn style(style: &str) -> Option<Concealment> {
    let style = style.to_ascii_lowercase();
    let mut colour = "";
    let mut background = "";
    let mut zero_size = false;
    let mut clips = false;
    let mut taken_out = false;
    let mut far = false;
    let mut clipped = false;
    for declaration in style.split(';') {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().trim_end_matches("!important").trim();
        match name.trim() {
            "display" if value == "none" => return Some(Concealment::NotRendered),
            "visibility" if value == "hidden" || value == "collapse" => return Some(Concealment::NotRendered),
            "content-visibility" if value == "hidden" => return Some(Concealment::NotRendered),
            "filter" | "-webkit-filter" | "backdrop-filter" => {
                if value.contains("blur(")
                    && leading_number(value.split("blur(").nth(1).unwrap_or_default()) != Some(0.0)
                {
                    return Some(Concealment::Blur);
                }
                if value.contains("opacity(0") || value.contains("brightness(0") || value.contains("contrast(0") {
                    return Some(Concealment::Opacity);
                }
            }
            "opacity"
                if leading_number(value).is_some_and(|n| if value.ends_with('%') { n <= 10.0 } else { n <= 0.1 }) =>
            {
                return Some(Concealment::Opacity);
            }
            "-webkit-text-security" | "text-security" if value != "none" => return Some(Concealment::Covered),
            "font-size" => {
                let small = leading_number(value)
                    .is_some_and(|n| n <= 0.0 || (n <= 2.0 && (value.ends_with("px") || value.ends_with("pt"))));
                if small {
                    return Some(Concealment::Tiny);
                }
            }
            "color" | "-webkit-text-fill-color" => colour = value,
            "background" | "background-color" => background = value,
            "position" => taken_out = matches!(value, "absolute" | "fixed"),
            "left" | "top" | "right" | "bottom" | "margin-left" | "margin-top" | "text-indent" => {
                far |= leading_number(value).is_some_and(|n| n <= -500.0);
            }
            "transform" if value.contains("scale(0)") || value.contains("translate") && value.contains("-9999") => {
                return Some(Concealment::OffScreen);
            }
            "width" | "height" | "max-height" | "max-width" => {
                zero_size |= leading_number(value)
                    .is_some_and(|n| n <= 1.0 && !value.ends_with("em") && !value.ends_with('%') || n == 0.0)
            }
            "overflow" | "overflow-x" | "overflow-y" => clips |= value.contains("hidden") || value.contains("clip"),
            "clip" => {
                clipped |= value.starts_with("rect(")
                    && value[5..]
                        .split([',', ' ', ')'])
                        .filter(|p| !p.is_empty())
                        .all(|p| leading_number(p).is_some_and(|n| n.abs() <= 1.0))
            }
            "clip-path" => {
                clipped |= value.contains("inset(50%")
                    || value.contains("inset(100%")
                    || value.contains("circle(0")
                    || value.contains("polygon(0 0")
            }
            _ => {}
        }
    }
    if is_transparent(colour) || (!colour.is_empty() && canonical(colour) == canonical(background)) {
        return Some(Concealment::Colour);
    }
    if far || (clipped && taken_out) || (zero_size && clips) {
        return Some(Concealment::OffScreen);
    }
    None
}

fn is_transparent(colour: &str) -> bool {
    if colour == "transparent" {
        return true;
    }
    let compact: String = colour.chars().filter(|c| !c.is_whitespace()).collect();
    compact.starts_with("rgba(") && (compact.ends_with(",0)") || compact.ends_with(",0.0)"))
        || (compact.starts_with('#') && compact.len() == 9 && compact.ends_with("00"))
        || (compact.starts_with('#') && compact.len() == 5 && compact.ends_with('0'))
        || compact.starts_with("rgb(") && compact.ends_with("/0)")
}

/// White, #fff, #ffffff and rgb(255,255,255) are one colour; other colours compare by their letters.
fn canonical(colour: &str) -> String {
    let compact: String = colour.chars().filter(|c| !c.is_whitespace()).collect();
    match compact.as_str() {
        "white" | "#fff" | "#ffffff" | "rgb(255,255,255)" => "#ffffff".into(),
        "black" | "#000" | "#000000" | "rgb(0,0,0)" => "#000000".into(),
        short if short.len() == 4 && short.starts_with('#') => {
            let mut long = String::from("#");
            for c in short.chars().skip(1) {
                long.push(c);
                long.push(c);
            }
            long
        }
        _ => compact,
    }
}

fn leading_number(value: &str) -> Option<f64> {
    let value = value.trim_start();
    let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-' || c == '+')).unwrap_or(value.len());
    value[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_inline_way_to_hide_text_is_told_apart() {
        let cases = [
            ("display:none", Some(Concealment::NotRendered)),
            ("visibility: hidden !important", Some(Concealment::NotRendered)),
            ("filter: blur(6px)", Some(Concealment::Blur)),
            ("filter: blur(0)", None),
            ("opacity: .02", Some(Concealment::Opacity)),
            ("opacity: 1", None),
            ("color: transparent", Some(Concealment::Colour)),
            ("color:#fff;background:white", Some(Concealment::Colour)),
            ("color:#222;background:#fff", None),
            ("color: rgba(0, 0, 0, 0)", Some(Concealment::Colour)),
            ("position:absolute;left:-9999px", Some(Concealment::OffScreen)),
            ("position:absolute; clip: rect(0, 0, 0, 0)", Some(Concealment::OffScreen)),
            ("font-size:0", Some(Concealment::Tiny)),
            ("font-size:1px", Some(Concealment::Tiny)),
            ("font-size:1.2em", None),
            ("height:0;overflow:hidden", Some(Concealment::OffScreen)),
            ("width:100%;overflow:hidden", None),
            ("-webkit-text-security: disc", Some(Concealment::Covered)),
        ];
        for (css, expected) in cases {
            assert_eq!(style(css), expected, "{css}");
        }
    }
}
