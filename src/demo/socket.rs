//! Events for the panel over WebSocket: what is there when it connects, then silence until the client leaves.

use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};

use super::api::neutral;
use super::app::{Portal, Reviewer, Trouble};
use super::leaks;

/// A connection that says nothing is closed after this time.
const LONGEST_SILENCE: Duration = Duration::from_secs(300);

/// `GET /ws/haendelser`
pub(super) async fn events(
    State(app): State<Portal>,
    who: Reviewer,
    upgrade: WebSocketUpgrade,
) -> Result<Response, Trouble> {
    let spot = who.spot(&app);
    let mut events = vec![json!({ "type": "hilsen", "forvaltning": who.account.administration })];
    for a in app.assigned(&who)? {
        let mut event = neutral(&a);
        event.insert("type".into(), "ansoegning".into());
        leaks::socket(&spot, &a, &mut event);
        events.push(Value::Object(event));
    }
    Ok(upgrade.max_message_size(64 * 1024).on_upgrade(move |socket| talk(socket, events)))
}

async fn talk(mut socket: WebSocket, events: Vec<Value>) {
    for event in events {
        if socket.send(Message::Text(event.to_string().into())).await.is_err() {
            return;
        }
    }
    while let Ok(Some(Ok(message))) = tokio::time::timeout(LONGEST_SILENCE, socket.recv()).await {
        if matches!(message, Message::Close(_)) {
            return;
        }
    }
}
