//! What differs between browsers before the first page: programs, capabilities, names.

use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};

use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use url::Url;

use super::browser::Start;

/// Width and height of the window.
pub(super) const WINDOW: (u32, u32) = (1280, 1000);

/// Which browser looks, and where it runs.
#[derive(Debug, Clone)]
pub struct BrowserOptions {
    /// Kind of browser.
    pub kind: BrowserKind,
    /// A running WebDriver (Selenium Grid or driver); without it, a local driver is started.
    pub webdriver: Option<Url>,
    /// Address that the recording proxy binds to; a browser on another machine must be able to reach it.
    pub bind: IpAddr,
    /// Shows the browser's window, for people who watch.
    pub headed: bool,
}

impl Default for BrowserOptions {
    fn default() -> Self {
        let bind = IpAddr::V4(Ipv4Addr::LOCALHOST);
        BrowserOptions { kind: BrowserKind::default(), webdriver: None, bind, headed: false }
    }
}

/// A kind of browser.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BrowserKind {
    /// Chromium with chromedriver.
    #[default]
    Chromium,
    /// Firefox with geckodriver. It shows no accessibility tree.
    Firefox,
}

impl BrowserKind {
    /// The driver's program: what the variable names, or the usual name.
    pub(super) fn driver(self) -> PathBuf {
        let (variable, name) = match self {
            BrowserKind::Chromium => ("KLARSYN_CHROMEDRIVER", "chromedriver"),
            BrowserKind::Firefox => ("KLARSYN_GECKODRIVER", "geckodriver"),
        };
        std::env::var_os(variable).unwrap_or_else(|| name.into()).into()
    }

    /// Whether one driver process serves several browsers.
    pub(super) fn shares_driver(self) -> bool {
        self == BrowserKind::Chromium
    }

    /// How to get what is missing.
    pub(super) fn cure(self) -> &'static str {
        match self {
            BrowserKind::Chromium => {
                "install Chromium and chromedriver of the same version, or set KLARSYN_CHROMIUM and KLARSYN_CHROMEDRIVER"
            }
            BrowserKind::Firefox => {
                "install Firefox and geckodriver (`cargo install geckodriver`), or set KLARSYN_FIREFOX and KLARSYN_GECKODRIVER"
            }
        }
    }

    /// The capability in which the driver tells the browser's process id.
    pub(super) fn process_id(self) -> &'static str {
        match self {
            BrowserKind::Chromium => "goog:processID",
            BrowserKind::Firefox => "moz:processID",
        }
    }

    /// What is asked of the driver: an empty profile, no traffic of the browser's own, everything through our proxy.
    pub(super) fn capabilities(self, start: &Start, folder: Option<&Path>) -> Capabilities {
        let mut capabilities = match self {
            BrowserKind::Chromium => chromium(start, folder),
            BrowserKind::Firefox => firefox(start, folder),
        };
        capabilities.insert("acceptInsecureCerts".into(), json!(true));
        capabilities.insert("unhandledPromptBehavior".into(), json!("dismiss"));
        capabilities.insert("pageLoadStrategy".into(), json!("normal"));
        capabilities
    }

    /// The browser's program: what the variable names, or the first that is on the path; otherwise the driver looks.
    fn program(self) -> Option<PathBuf> {
        let (variable, names): (_, &[&str]) = match self {
            BrowserKind::Chromium => ("KLARSYN_CHROMIUM", &["chromium"]),
            BrowserKind::Firefox => ("KLARSYN_FIREFOX", &["firefox", "firefox-esr"]),
        };
        if let Some(named) = std::env::var_os(variable) {
            return Some(named.into());
        }
        let path = std::env::var_os("PATH")?;
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        names.iter().flat_map(|name| folders.iter().map(move |f| f.join(name))).find(|program| program.is_file())
    }
}

fn chromium(start: &Start, folder: Option<&Path>) -> Capabilities {
    let mut arguments: Vec<String> = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--no-default-browser-check",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-client-side-phishing-detection",
        "--disable-domain-reliability",
        "--disable-sync",
        "--disable-default-apps",
        "--disable-extensions",
        "--disable-search-engine-choice-screen",
        "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--dns-prefetch-disable",
        "--metrics-recording-only",
        "--proxy-bypass-list=<-loopback>",
        "--lang=da-DK",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--window-size={},{}", WINDOW.0, WINDOW.1));
    arguments.push(format!("--proxy-server=http://{}", start.proxy));
    arguments.push(format!("--ignore-certificate-errors-spki-list={}", start.pin));
    if !start.headed {
        arguments.push("--headless=new".into());
    }
    let mut options = json!({"args": arguments, "prefs": {"intl.accept_languages": "da-DK,da,en", "credentials_enable_service": false}});
    if let Some(folder) = folder {
        arguments.push(format!("--user-data-dir={}", folder.join("profile").display()));
        options["args"] = json!(arguments);
        options["prefs"]["download.default_directory"] = json!(folder.join("downloads"));
        options["prefs"]["download.prompt_for_download"] = json!(false);
        if let Some(program) = BrowserKind::Chromium.program() {
            options["binary"] = json!(program);
        }
    }
    let mut capabilities = Capabilities::new();
    capabilities.insert("browserName".into(), json!("chrome"));
    capabilities.insert("goog:chromeOptions".into(), options);
    capabilities
}

fn firefox(start: &Start, folder: Option<&Path>) -> Capabilities {
    let mut arguments = vec![format!("--width={}", WINDOW.0), format!("--height={}", WINDOW.1)];
    if !start.headed {
        arguments.push("-headless".into());
    }
    let mut preferences: serde_json::Map<String, Value> = [
        // Loopback goes through the proxy as well.
        ("network.proxy.allow_hijacking_localhost", json!(true)),
        ("network.proxy.no_proxies_on", json!("")),
        ("intl.accept_languages", json!("da-DK,da,en")),
        // No traffic of the browser's own.
        ("network.captive-portal-service.enabled", json!(false)),
        ("network.connectivity-service.enabled", json!(false)),
        ("network.prefetch-next", json!(false)),
        ("network.dns.disablePrefetch", json!(true)),
        ("network.http.http3.enable", json!(false)),
        ("network.trr.mode", json!(5)),
        ("services.settings.server", json!("data:,")),
        ("browser.safebrowsing.malware.enabled", json!(false)),
        ("browser.safebrowsing.phishing.enabled", json!(false)),
        ("browser.safebrowsing.downloads.remote.enabled", json!(false)),
        ("security.OCSP.enabled", json!(0)),
        ("media.peerconnection.enabled", json!(false)),
        ("datareporting.policy.dataSubmissionEnabled", json!(false)),
        ("toolkit.telemetry.enabled", json!(false)),
        ("app.normandy.enabled", json!(false)),
        ("browser.topsites.contile.enabled", json!(false)),
        ("browser.newtabpage.enabled", json!(false)),
        // Pop-ups are places to look at; files are kept, not shown.
        ("dom.disable_open_during_load", json!(false)),
        ("browser.link.open_newwindow", json!(3)),
        ("pdfjs.disabled", json!(true)),
        ("browser.download.useDownloadDir", json!(true)),
        ("browser.download.always_ask_before_handling_new_types", json!(false)),
        ("browser.download.start_downloads_in_tmp_dir", json!(false)),
        ("browser.download.alwaysOpenPanel", json!(false)),
        ("browser.helperApps.deleteTempFileOnExit", json!(true)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect();
    let mut options = json!({"args": arguments});
    if let Some(folder) = folder {
        preferences.insert("browser.download.folderList".into(), json!(2));
        preferences.insert("browser.download.dir".into(), json!(folder.join("downloads")));
        if let Some(program) = BrowserKind::Firefox.program() {
            options["binary"] = json!(program);
        }
    }
    options["prefs"] = Value::Object(preferences);
    let proxy = start.proxy.to_string();
    let mut capabilities = Capabilities::new();
    capabilities.insert("browserName".into(), json!("firefox"));
    capabilities.insert("proxy".into(), json!({"proxyType": "manual", "httpProxy": proxy, "sslProxy": proxy}));
    capabilities.insert("webSocketUrl".into(), json!(true));
    capabilities.insert("moz:firefoxOptions".into(), options);
    capabilities
}
