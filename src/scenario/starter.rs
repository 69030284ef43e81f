//! `klarsyn scenario new` and `klarsyn scenario schema`: the file to start from, and the schema that editors complete from.

use super::model::Scenario;

impl Scenario {
    /// The JSON Schema of scenario files, for editors.
    pub fn json_schema() -> serde_json::Value {
        let mut schema = schemars::schema_for!(Scenario);
        schema.insert("title".into(), "klarsyn scenario".into());
        schema.into()
    }

    /// A scenario to start from, with comments that teach; valid as it is for a system at `base_url`.
    pub fn template(base_url: &str) -> String {
        let host = url::Url::parse(base_url).ok().and_then(|u| u.host_str().map(str::to_owned));
        let name: String = host
            .unwrap_or_else(|| "my-system".into())
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' })
            .collect();
        // JSON strings are YAML strings: whatever stands in the address cannot leave its quotes.
        let base = serde_json::Value::from(base_url).to_string();
        STARTER.replace("NAME", name.trim_matches('-')).replace("BASE", &base)
    }
}

const STARTER: &str = include_str!("starter.yaml");
