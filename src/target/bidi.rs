//! One question over WebDriver BiDi, the protocol of browsers that do not speak DevTools.

use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use url::Url;

/// How long an answer may take.
const LIMIT: Duration = Duration::from_secs(20);

/// Connects, asks, and gives the `result`; what went wrong in words otherwise.
pub(super) async fn ask(address: &Url, method: &str, parameters: Value) -> Result<Value, String> {
    tokio::time::timeout(LIMIT, exchange(address, method, parameters))
        .await
        .map_err(|_| format!("no answer in {} seconds", LIMIT.as_secs()))?
}

async fn exchange(address: &Url, method: &str, parameters: Value) -> Result<Value, String> {
    let connecting = tokio_tungstenite::connect_async(address.as_str()).await;
    let (mut socket, _) = connecting.map_err(|error| error.to_string())?;
    let question = json!({"id": 1, "method": method, "params": parameters});
    socket.send(Message::text(question.to_string())).await.map_err(|error| error.to_string())?;
    while let Some(message) = socket.next().await {
        // Events may come in between.
        let Message::Text(text) = message.map_err(|error| error.to_string())? else { continue };
        let mut answer: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        if answer["id"] != 1 {
            continue;
        }
        socket.close(None).await.ok();
        return match answer["type"].as_str() {
            Some("success") => Ok(answer["result"].take()),
            _ => Err(answer["message"].as_str().unwrap_or("refused without a reason").to_owned()),
        };
    }
    Err("the connection ended before the answer".into())
}
