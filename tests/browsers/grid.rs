//! A Selenium Grid on this machine: one hub and nodes with one Chromium each.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The running grid; its processes end with it, by their ids.
pub struct Grid {
    processes: Vec<Child>,
    /// Address of the hub.
    pub hub: url::Url,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn selenium(arguments: &[String]) -> Child {
    let jar = std::env::var_os("KLARSYN_SELENIUM").map(PathBuf::from).expect("the jar: `make browsers` names it");
    let mut command = Command::new("java");
    command.arg("-jar").arg(jar).args(arguments);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("java")
}

impl Grid {
    /// Starts a hub with as many nodes, and waits until all are there.
    pub async fn start(nodes: usize) -> Grid {
        rustls::crypto::ring::default_provider().install_default().ok();
        let (http, publish, subscribe) = (free_port(), free_port(), free_port());
        let words = |text: String| text.split(' ').map(str::to_owned).collect::<Vec<String>>();
        let events =
            format!("--publish-events tcp://127.0.0.1:{publish} --subscribe-events tcp://127.0.0.1:{subscribe}");
        let mut processes = vec![selenium(&words(format!("hub --host 127.0.0.1 --port {http} {events}")))];
        let driver = std::env::var("KLARSYN_CHROMEDRIVER").unwrap_or_else(|_| "/usr/bin/chromedriver".into());
        for _ in 0..nodes {
            // Left to itself, a node looks for drivers in the network.
            let node = format!(
                "node --host 127.0.0.1 --port {} {events} --detect-drivers false --max-sessions 1 --selenium-manager false \
                 --driver-configuration display-name=chromium max-sessions=1 webdriver-executable={driver} \
                 stereotype={{\"browserName\":\"chrome\"}}",
                free_port()
            );
            processes.push(selenium(&words(node)));
        }
        let grid = Grid { processes, hub: format!("http://127.0.0.1:{http}").parse().unwrap() };
        let end = Instant::now() + Duration::from_secs(90);
        while grid.nodes().await.len() < nodes {
            assert!(Instant::now() < end, "the grid did not come up: {:?}", grid.nodes().await);
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        grid
    }

    /// How many sessions each node has now.
    pub async fn nodes(&self) -> Vec<usize> {
        let status = async { reqwest::get(self.hub.join("status").ok()?).await.ok()?.json::<Value>().await.ok() };
        let status = status.await.unwrap_or_default();
        let nodes = status["value"]["nodes"].as_array().cloned().unwrap_or_default();
        let up = nodes.iter().filter(|node| node["availability"] == "UP");
        up.map(|n| n["slots"].as_array().map_or(0, |s| s.iter().filter(|s| s["session"].is_object()).count())).collect()
    }
}

impl Drop for Grid {
    fn drop(&mut self) {
        for process in &mut self.processes {
            // Asked, not killed: a node ends its drivers and browsers.
            Command::new("kill").arg(process.id().to_string()).status().ok();
        }
        for process in &mut self.processes {
            process.wait().ok();
        }
    }
}
