//! The demo's table of planted, found, missed and false.

use comfy_table::{ContentArrangement, Table, presets};

use super::text::visible;

/// What became of one planted leak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScoreState {
    /// A finding names it.
    Found,
    /// It was there and no finding names it.
    Missed,
    /// The target never showed it, so that nothing could be found.
    NotShown,
}

/// One planted leak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreRow {
    /// Id of the leak's switch.
    pub switch: String,
    /// What it does, in words.
    pub title: String,
    /// Channel id.
    pub channel: String,
    /// What was found, or why not.
    pub detail: String,
    /// What became of it.
    pub state: ScoreState,
}

/// Planted against found, on a target whose leaks are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scoreboard {
    /// One per planted leak.
    pub rows: Vec<ScoreRow>,
    /// Findings that no planted leak explains, in words.
    pub false_positives: Vec<String>,
    /// Traps that were stepped into, in words.
    pub traps: Vec<String>,
}

impl Scoreboard {
    /// Number of planted leaks that were found.
    pub fn found(&self) -> usize {
        self.rows.iter().filter(|r| r.state == ScoreState::Found).count()
    }

    /// Ids of the planted leaks that were not found, for whatever reason.
    pub fn missed(&self) -> Vec<String> {
        self.rows.iter().filter(|r| r.state != ScoreState::Found).map(|r| r.switch.clone()).collect()
    }

    /// The table as text, with totals on the last line.
    pub fn render(&self) -> String {
        let mut table = Table::new();
        table.load_style(presets::ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
        table.set_header(["leak", "planted", "channel", "state", "detail"]);
        for r in &self.rows {
            let state = match r.state {
                ScoreState::Found => "found",
                ScoreState::Missed => "MISSED",
                ScoreState::NotShown => "NOT SHOWN",
            };
            let cells = [(&r.switch, 40), (&r.title, 60), (&r.channel, 8)].map(|(t, n)| visible(t, n));
            let [switch, title, channel] = cells;
            table.add_row([switch, title, channel, state.to_owned(), visible(&r.detail, 60)]);
        }
        let mut out = format!("{table}\n");
        for (word, list) in [("false", &self.false_positives), ("trap", &self.traps)] {
            for line in list {
                out.push_str(&format!("{word}: {}\n", visible(line, 200)));
            }
        }
        out.push_str(&format!(
            "planted={} found={} missed={} false={} traps={}\n",
            self.rows.len(),
            self.found(),
            self.missed().len(),
            self.false_positives.len(),
            self.traps.len()
        ));
        out
    }
}
