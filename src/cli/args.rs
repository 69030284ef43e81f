//! The command line: recorded here, resolved by the commands.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::target::{BrowserKind, BrowserOptions};

/// Measures whether an anonymised recruitment system still shows who an applicant is.
///
/// Exit codes: 0 clean and proven, 1 leaking, 2 usage or scenario error, 3 target trouble, 4 inconclusive.
#[derive(Debug, Parser)]
#[command(name = "klarsyn", version, propagate_version = true)]
pub struct Cli {
    /// Say more about what is going on (twice for still more).
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    pub verbose: u8,
    /// Say nothing but the result.
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the main job on the embedded recruitment system, and compare with what it really leaked.
    Demo(DemoArgs),
    /// Plant, look, find, report: the main job, from a scenario file.
    Run(RunArgs),
    /// Invent candidates: the answer key and their documents.
    Generate(GenerateArgs),
    /// Only send the candidates of a scenario, and keep the receipts.
    Submit(RunArgs),
    /// Only look, in a folder that holds an earlier submission.
    Crawl(CrawlArgs),
    /// Search bundles, files or folders for the values of an answer key; needs no network.
    Scan(ScanArgs),
    /// Write the reports of a bundle again.
    Report(ReportArgs),
    /// Compare two results: what is new, what is fixed, what stayed.
    Compare(CompareArgs),
    /// Compare an anonymised document with the one that it was made from: what survived, what is gone, what is gone too much.
    Rendition(RenditionArgs),
    /// Measure recall: the embedded system with each leak alone.
    Benchmark(BenchmarkArgs),
    /// Check a bundle: every file against the manifest, the manifest against its signature.
    Verify(VerifyArgs),
    /// Make or check a scenario file.
    #[command(subcommand)]
    Scenario(ScenarioCommand),
    /// Explain an attribute (D04), a channel (C08), a disguise (base64), a format (pdf), a step (goto) or a switch.
    Explain(ExplainArgs),
    /// Try the detection by hand on a text.
    Detect(DetectArgs),
    /// Tell what this machine lacks.
    Doctor,
    /// Serve the embedded recruitment system.
    Target(TargetArgs),
    /// Print completions for a shell.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}

/// How results are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document on standard output.
    Json,
}

/// Options of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Switches that are on: `all`, `none`, or ids with commas.
    #[arg(long, default_value = "all")]
    pub leaks: String,
    /// Folder of the run.
    #[arg(long, default_value = "reports/demo")]
    pub out: PathBuf,
    /// How many candidates apply; without it, what the scenario says.
    #[arg(long)]
    pub count: Option<u32>,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The browser.
    #[command(flatten)]
    pub browser: BrowserArgs,
}

/// A browser to look with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum BrowserChoice {
    /// Chromium with chromedriver.
    #[default]
    Chromium,
    /// Firefox with geckodriver.
    Firefox,
}

/// Which browser looks, and where it runs.
#[derive(Debug, Clone, Args)]
pub struct BrowserArgs {
    /// Kind of browser.
    #[arg(long, value_enum, default_value_t)]
    pub browser: BrowserChoice,
    /// A running WebDriver (for example a Selenium Grid), instead of a local driver.
    #[arg(long)]
    pub webdriver: Option<url::Url>,
    /// Address that the recording proxy binds to; a remote browser must be able to reach it.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub bind: IpAddr,
    /// Show the browser's window.
    #[arg(long)]
    pub headed: bool,
}

impl BrowserArgs {
    /// The same in the words of the door.
    pub fn options(self) -> BrowserOptions {
        let kind = match self.browser {
            BrowserChoice::Chromium => BrowserKind::Chromium,
            BrowserChoice::Firefox => BrowserKind::Firefox,
        };
        BrowserOptions { kind, webdriver: self.webdriver, bind: self.bind, headed: self.headed }
    }
}

/// Options of `run` and `submit`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// The scenario file.
    pub scenario: PathBuf,
    /// Folder of the run; without it, `reports/<name of the scenario>`.
    #[arg(long)]
    pub out: Option<PathBuf>,
    /// Go on with a run that was interrupted.
    #[arg(long)]
    pub resume: bool,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The browser.
    #[command(flatten)]
    pub browser: BrowserArgs,
}

/// Options of `crawl`.
#[derive(Debug, Args)]
pub struct CrawlArgs {
    /// As for `run`.
    #[command(flatten)]
    pub run: RunArgs,
    /// Log in and open the start pages alone, and list what would be opened, pressed and left alone; nothing is pressed.
    #[arg(long, conflicts_with = "urls")]
    pub dry_run: bool,
    /// List every address and client-side route that was reached, one per line.
    #[arg(long)]
    pub urls: bool,
}

/// Options of `generate`.
#[derive(Debug, Args)]
pub struct GenerateArgs {
    /// Seed: the same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many apply; as many decoys are made besides.
    #[arg(long, default_value_t = 8)]
    pub count: u32,
    /// Folder for `candidates.json` and the documents.
    #[arg(long)]
    pub out: PathBuf,
    /// Only the answer key, without CVs, letters and photos.
    #[arg(long)]
    pub no_documents: bool,
    /// Language pack: da, sv, no, de or en.
    #[arg(long, default_value = "da")]
    pub locale: String,
    /// A mail domain that you own and that catches everything; addresses are on `.example` without it.
    #[arg(long, value_name = "DOMAIN")]
    pub email_domain: Option<String>,
    /// Telephone numbers that you own, `#` for a digit, as in "+45 70 20 ## ##"; may be given more than once.
    #[arg(long, value_name = "PATTERN")]
    pub phones: Vec<String>,
    /// No national numbers (CPR): for targets that refuse replacement numbers, and for those that may not ask.
    #[arg(long, conflicts_with = "owned_national_ids")]
    pub without_national_ids: bool,
    /// Numbers that the authority gave you for tests, a line each: for targets that refuse replacement numbers.
    #[arg(long, value_name = "FILE")]
    pub owned_national_ids: Option<PathBuf>,
    /// What the target shows before anybody applies (the folder of a `klarsyn crawl`, or any files): nobody gets a value
    /// that stands there.
    #[arg(long, value_name = "PATH")]
    pub control: Option<PathBuf>,
}

/// Options of `scan`.
#[derive(Debug, Args)]
pub struct ScanArgs {
    /// A bundle (folder of a run), or any files and folders.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// The answer key; a bundle brings its own.
    #[arg(long)]
    pub candidates: Option<PathBuf>,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Threads; 0 for one per core.
    #[arg(long, default_value_t = 0)]
    pub threads: usize,
}

/// Options of `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Folder of a run.
    pub bundle: PathBuf,
}

/// Options of `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// The earlier result: a run's folder or its `findings.json`.
    pub before: PathBuf,
    /// The later result.
    pub after: PathBuf,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `benchmark`.
#[derive(Debug, Args)]
pub struct BenchmarkArgs {
    /// Switches to try, each alone: `all`, or ids with commas.
    #[arg(long, default_value = "all")]
    pub leaks: String,
    /// Folder for the runs.
    #[arg(long, default_value = "reports/benchmark")]
    pub out: PathBuf,
    /// How many candidates apply in each run; without it, what the scenario says.
    #[arg(long)]
    pub count: Option<u32>,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Folder of a run.
    pub bundle: PathBuf,
}

/// What to do with scenario files.
#[derive(Debug, Subcommand)]
pub enum ScenarioCommand {
    /// Print a commented scenario to start from.
    New {
        /// Address of the system under test.
        base: String,
    },
    /// Check a scenario file.
    Check {
        /// The file.
        file: PathBuf,
    },
    /// Print the JSON Schema of scenario files.
    Schema,
}

/// Options of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// For example `D04`, `C08`, `base64`, `pdf`, `goto`; without it, a list of all words.
    pub word: Option<String>,
}

/// Options of `detect`.
#[derive(Debug, Args)]
pub struct DetectArgs {
    /// The text to search.
    pub text: String,
    /// The answer key.
    #[arg(long)]
    pub candidates: PathBuf,
    /// Only this candidate of the answer key.
    #[arg(long)]
    pub candidate: Option<String>,
}

/// Options of `rendition`.
#[derive(Debug, Args)]
pub struct RenditionArgs {
    /// The document that was uploaded.
    pub original: PathBuf,
    /// What reviewers are given.
    pub rendition: PathBuf,
    /// The answer key.
    #[arg(long)]
    pub candidates: PathBuf,
    /// Whose document it is; without it, the candidate of whom most stands in the original.
    #[arg(long)]
    pub candidate: Option<String>,
    /// How the result is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Options of `target`.
#[derive(Debug, Args)]
pub struct TargetArgs {
    /// Port on 127.0.0.1; 0 for any free one.
    #[arg(long, default_value_t = 8377)]
    pub port: u16,
    /// Switches that are on: `all`, `none`, or ids with commas.
    #[arg(long, default_value = "none")]
    pub leaks: String,
    /// Where the truth about the leaks is written.
    #[arg(long)]
    pub truth: Option<PathBuf>,
    /// SQLite file; without it, a database in memory.
    #[arg(long)]
    pub database: Option<PathBuf>,
    /// List the switches and end.
    #[arg(long)]
    pub list: bool,
}
