//! Hands on mouse and keyboard: WebDriver actions, whose events a page cannot tell from a person's.

use std::time::Duration;

use fantoccini::actions::{
    InputSource as _, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MOUSE_BUTTON_RIGHT, MouseActions, PointerAction,
    WheelAction, WheelActions,
};

use super::{Browser, TargetError};

/// What is done with the mouse at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// It only goes there.
    None,
    /// One click.
    Left,
    /// A click of the other button.
    Right,
    /// Two clicks.
    Double,
    /// The button stays down for this long.
    Long(Duration),
}

impl Browser {
    /// Does something with the mouse at a point of the window, as a person would: the events are trusted ones, and reach
    /// into shadow roots and frames.
    pub async fn mouse(&mut self, press: Press, x: f64, y: f64) -> Result<(), TargetError> {
        let mut actions = MouseActions::new("mouse".into()).then(PointerAction::MoveTo {
            duration: Some(Duration::ZERO),
            x: x.round(),
            y: y.round(),
        });
        let (button, times) = match press {
            Press::None => (MOUSE_BUTTON_LEFT, 0),
            Press::Right => (MOUSE_BUTTON_RIGHT, 1),
            Press::Double => (MOUSE_BUTTON_LEFT, 2),
            Press::Left | Press::Long(_) => (MOUSE_BUTTON_LEFT, 1),
        };
        for _ in 0..times {
            actions = actions.then(PointerAction::Down { button });
            if let Press::Long(duration) = press {
                actions = actions.then(PointerAction::Pause { duration });
            }
            actions = actions.then(PointerAction::Up { button });
        }
        let outcome = self.command(self.client.perform_actions(actions)).await;
        self.told(outcome).await
    }

    /// Takes hold of what is at the first point, moves to the second, and lets go.
    pub async fn drag(&mut self, from: (f64, f64), to: (f64, f64)) -> Result<(), TargetError> {
        let at = |(x, y): (f64, f64), steps: u64| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(steps)),
            x: x.round(),
            y: y.round(),
        };
        let actions = MouseActions::new("mouse".into())
            .then(at(from, 0))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            // A drag begins with the first few points of movement.
            .then(at((from.0 + 6.0, from.1 + 6.0), 60))
            .then(at((to.0 - 2.0, to.1 - 2.0), 120))
            .then(at(to, 60))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        let outcome = self.command(self.client.perform_actions(actions)).await;
        self.told(outcome).await
    }

    /// Presses and lets go of keys, one after the other, wherever the focus is.
    pub async fn keys(&mut self, keys: &str) -> Result<(), TargetError> {
        let pressed = keys.chars().fold(KeyActions::new("keyboard".into()), |actions, key| {
            actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key })
        });
        let outcome = self.command(self.client.perform_actions(pressed)).await;
        self.told(outcome).await
    }

    /// One turn of the wheel near the corner of the window.
    pub async fn wheel(&mut self, down: i64) -> Result<(), TargetError> {
        let turn = WheelAction::Scroll { duration: None, x: 200, y: 200, delta_x: 0, delta_y: down };
        let outcome = self.command(self.client.perform_actions(WheelActions::new("wheel".into()).then(turn))).await;
        self.told(outcome).await
    }
}
