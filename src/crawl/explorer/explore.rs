//! What is done on a page: every state that an action leads to, once.

use std::collections::VecDeque;

use url::Url;

use super::gestures::{self, Action, Chosen, Found};
use super::page::{Page, QUIET};
use super::snapshot::Look;
use crate::crawl::frontier::Visit;
use crate::crawl::mining::Weight;
use crate::evidence::GapKind;
use crate::target::{Scope, TargetError};

/// Actions of one class that are done on pages of one template, besides those in rows of our candidates.
const PER_CLASS: u32 = 3;
/// Options behind one that make it worth to choose them in a row.
const MANY: usize = 3;
/// Options of a long list that are chosen in a row before the page is looked at.
const TOGETHER: usize = 64;

/// How far the exploration of a page has come.
struct Walk {
    /// Paths whose states are still to be acted in.
    todo: VecDeque<Vec<Action>>,
    /// The path of the state that the browser stands in, where that is known.
    standing: Option<Vec<Action>>,
}

impl Page<'_, '_> {
    /// Does what can be done on the page, in every state that this leads to.
    pub(super) async fn explore(&mut self) -> Result<(), TargetError> {
        // At first the browser stands in the state that the page was just opened in.
        let mut walk = Walk { todo: VecDeque::from([Vec::new()]), standing: Some(Vec::new()) };
        while let Some(path) = walk.todo.pop_front() {
            if !self.desk.states_left() {
                return Ok(());
            }
            let here_already = walk.standing.take().as_ref() == Some(&path);
            if !here_already && !self.reach(&path).await? && !self.reach(&path).await? {
                self.unreachable(&path, "the state was seen, but could not be reached again to act in it");
                continue;
            }
            let here = self.look(false).await?;
            self.keep(&here, &self.reached(&path)).await?;
            let found = gestures::discover(self.browser).await?;
            let actions = self.choose(found);
            if path.len() as u32 >= self.desk.limits.max_depth {
                self.too_deep(&path, actions.len());
            } else if !self.act_in(&path, &here, actions.into(), &mut walk).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    fn too_deep(&self, path: &[Action], left: usize) {
        if left > 0 {
            let what = format!("{} after {}", self.url, self.reached(path).action);
            let reason = format!("max_depth ({}): {left} actions were left", self.desk.limits.max_depth);
            self.desk.frontier().note(GapKind::BoundHit, what, reason);
        }
    }

    /// Does one action after the other in the state of `path`; false where a bound of the whole crawl was hit.
    async fn act_in(
        &mut self,
        path: &[Action],
        here: &Look,
        mut actions: VecDeque<Action>,
        walk: &mut Walk,
    ) -> Result<bool, TargetError> {
        // Whether the page shows what it showed at first.
        let mut fresh = true;
        // How many options at the front are chosen one by one.
        let mut one_by_one = 0;
        while let Some(action) = actions.pop_front() {
            let same = |next: &&Action| next.gesture == "option" && next.path == action.path;
            let behind = actions.iter().take(TOGETHER - 1).take_while(same).count();
            let many = action.gesture == "option" && behind >= MANY;
            if one_by_one == 0 && (many || action.further) && self.desk.states_left() {
                let mut options = vec![action.clone()];
                options.extend(actions.iter().take(behind).cloned());
                let chosen = match fresh || self.reach(path).await? {
                    true => self.choose_together(path, &options).await?,
                    false => None,
                };
                // Those to look at alone: what was noticed, or everything where that cannot be told.
                let (done, alone) = chosen.unwrap_or_else(|| (options.len(), (0..options.len()).collect()));
                actions.drain(..done - 1);
                alone.iter().rev().for_each(|n| actions.push_front(options[*n].clone()));
                for option in options[..done].iter().enumerate().filter(|(n, _)| !alone.contains(n)).map(|(_, o)| o) {
                    self.desk.count_action(&option.gesture, false);
                }
                (fresh, one_by_one, walk.standing) = (alone.is_empty(), alone.len(), None);
                continue;
            }
            one_by_one = one_by_one.saturating_sub(1);
            if !self.desk.states_left() || !self.desk.count_action(&action.gesture, !action.further) {
                return Ok(false);
            }
            let mut longer = path.to_vec();
            longer.push(action.clone());
            // What is not there any more may be there again in the state as it was at first.
            let done = (fresh && self.act(&longer).await?) || (self.reach(path).await? && self.act(&longer).await?);
            if !done {
                self.unreachable(&longer, "its element was not there any more when its turn came");
                (fresh, walk.standing) = (false, None);
                continue;
            }
            let after = self.see(here, &action, longer, walk).await?;
            let goes_on = actions.front().is_some_and(|next| next.further && next.path == action.path);
            fresh = after.url == here.url && (goes_on || after.content == here.content);
        }
        Ok(true)
    }

    /// Looks at what the last action of a path led to, and takes note of what is to be done about it.
    async fn see(
        &mut self,
        here: &Look,
        action: &Action,
        path: Vec<Action>,
        walk: &mut Walk,
    ) -> Result<Look, TargetError> {
        self.browser.quiet(QUIET).await?;
        for text in self.browser.close_extra_windows().await? {
            if let Ok(url) = Url::parse(&text) {
                let how = format!("window after {}", action.words());
                self.desk.reached_by_browser(&url);
                self.desk.frontier().mention(Visit::new(url, Weight::Linked, self.from, &how), "");
            }
        }
        let after = self.look(false).await?;
        let new_shape = self.keep(&after, &self.reached(&path)).await?;
        if after.url != here.url {
            let visit = Visit::new(after.url.clone(), Weight::Linked, self.from, &action.words());
            self.desk.frontier().mention(visit.clone(), "");
            self.desk.frontier().page(visit, false);
        } else if new_shape || (action.may_go_on() && after.content != here.content) {
            walk.todo.push_back(path.clone());
        }
        walk.standing = Some(path);
        Ok(after)
    }

    /// Chooses many options of a list in a row; tells how many were chosen, and which of them have to be looked at alone.
    /// None where that cannot be told.
    async fn choose_together(
        &mut self,
        path: &[Action],
        options: &[Action],
    ) -> Result<Option<(usize, Vec<usize>)>, TargetError> {
        let before = self.look(false).await?;
        let mut longer = path.to_vec();
        longer.extend(options.first().cloned());
        let mut reached = self.reached(&longer);
        reached.action.push_str(" and the options behind it");
        self.browser.about_to(reached.clone());
        let Some(Chosen { mut noticed, mut done, stuck }) = gestures::choose_all(self.browser, options).await? else {
            return Ok(None);
        };
        // What the page tells is not to be trusted.
        let sound = noticed.windows(2).all(|two| two[0] < two[1]) && noticed.last().is_none_or(|last| *last < done);
        if !sound || !(1..=options.len()).contains(&done.saturating_add(usize::from(stuck))) {
            return Ok(None);
        }
        let last_noticed = done > 0 && noticed.last() == Some(&(done - 1));
        self.browser.quiet(QUIET).await?;
        let after = self.look(false).await?;
        let again = stuck || last_noticed;
        if again && after.files.is_empty() {
            // What it shows now will be looked at, and said how to get to, when that option is chosen alone.
            self.follow(&after, self.from);
        } else {
            self.keep(&after, &reached).await?;
        }
        let told = again || (after.content == before.content && after.url == before.url);
        if stuck {
            noticed.push(done);
            done += 1;
        }
        Ok(told.then_some((done, noticed)))
    }

    /// What is worth doing here: new classes, and rows of our candidates; never what is dangerous.
    pub(super) fn choose(&self, found: Found) -> Vec<Action> {
        if found.cut > 0 {
            let reason = format!("{} elements or depths of the page were too many to try", found.cut);
            self.desk.frontier().note(GapKind::BoundHit, self.url.to_string(), reason);
        }
        let mut chosen = Vec::new();
        for action in found.actions {
            if let Some(word) = Scope::dangerous_word(&action.danger) {
                let what = format!("{} `{}` on {}", action.gesture, action.label, self.url);
                self.desk.frontier().note(GapKind::RefusedForSafety, what, format!("not pressed because of `{word}`"));
                continue;
            }
            let class = format!("{} {}", self.template, action.kind());
            let known = self.desk.class_is_known(&class, if action.further { 1 } else { PER_CLASS });
            let ours = self.desk.frontier().ours.in_text(&action.context);
            // The same element of the same page is done once, whichever state it is met in, unless it now says something
            // else.
            let letters: String = action.label.chars().filter(|c| c.is_alphabetic()).take(24).collect();
            let element = format!("{} {} {} {:?} {letters}", self.url, action.gesture, action.path, action.value);
            let scroll = action.may_go_on();
            let again = self.desk.class_is_known(&element, if scroll { 12 } else { 1 });
            if again && scroll {
                let reason = "asked a dozen times for more and the list still grows".to_owned();
                self.desk.frontier().note(GapKind::BoundHit, self.url.to_string(), reason);
            }
            if !again && (ours || scroll || !known) {
                chosen.push((known, action));
            } else if known && !again {
                self.desk.left_action(&class);
            }
        }
        chosen.sort_by_key(|(known, action)| (*known, action.further));
        chosen.into_iter().map(|(_, action)| action).collect()
    }

    /// Where a narrow window changes what is to be seen, loads the page in it and does what could not be done in a wide one.
    pub(super) async fn on_a_phone(&mut self, wide: &Look) -> Result<(), TargetError> {
        if !self.desk.states_left() {
            return Ok(());
        }
        // A change of size alone tells most pages; scripts that ask at the start are asked by loading again.
        self.browser.quiet(QUIET).await?;
        let narrow = self.look(false).await?;
        let asks =
            "return [...document.scripts].some((s) => /innerWidth|clientWidth|matchMedia|userAgent/.test(s.text))";
        let same = narrow.content == wide.content
            && narrow.shape_hash(&self.template) == wide.shape_hash(&self.template)
            && self.browser.execute(asks, Vec::new()).await?.as_bool() == Some(false);
        if same {
            return Ok(());
        }
        self.load().await?;
        self.explore().await
    }
}
