//! Work on many threads whose results arrive in order, with few of them in memory at a time.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

/// How far the fastest thread may be ahead of the slowest, in results: the bound of what waits in memory.
const WINDOW: usize = 256;

/// How far the receiver has come, or that everybody should stop.
struct Gate {
    taken: Mutex<Option<usize>>,
    moved: Condvar,
}

impl Gate {
    /// Waits until `at` is near enough; false says stop.
    fn wait(&self, at: usize) -> bool {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while taken.is_some_and(|t| at >= t + WINDOW) {
            taken = self.moved.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        taken.is_some()
    }

    fn set(&self, taken: Option<usize>) {
        let mut held = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_some() {
            *held = taken;
        }
        self.moved.notify_all();
    }
}

/// Opens the gate for good when its thread ends by a panic: the others would wait for a result that never comes.
struct Bell<'a>(&'a Gate);

impl Drop for Bell<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.set(None);
        }
    }
}

/// Does `work` for `0..total` on all cores and gives each result to `take` in order, in the calling thread. The first
/// error of `take` ends it all. What comes out does not depend on the number of cores.
pub fn each<T: Send, E>(
    total: usize,
    work: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(total);
    each_on(workers, total, &work, &mut take)
}

fn each_on<T: Send, E>(
    workers: usize,
    total: usize,
    work: &(impl Fn(usize) -> T + Sync),
    take: &mut impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let next = AtomicUsize::new(0);
    let gate = Gate { taken: Mutex::new(Some(0)), moved: Condvar::new() };
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, gate) = (sender.clone(), &next, &gate);
            scope.spawn(move || {
                let _bell = Bell(gate);
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= total || !gate.wait(at) || sender.send((at, work(at))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (at, result) in receiver {
            early.insert(at, result);
            while let Some(result) = early.remove(&due) {
                if let Err(error) = take(due, result) {
                    gate.set(None);
                    return Err(error);
                }
                due += 1;
                gate.set(Some(due));
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        for workers in [1, 2, 7] {
            let mut seen = Vec::new();
            let slow_start = |at: usize| {
                std::thread::sleep(std::time::Duration::from_micros(if at.is_multiple_of(5) { 200 } else { 0 }));
                at * 3
            };
            each_on(workers, 1_000, &slow_start, &mut |at, result| {
                seen.push((at, result));
                Ok::<(), ()>(())
            })
            .expect("nothing fails");
            assert_eq!(seen, (0..1_000).map(|at| (at, at * 3)).collect::<Vec<_>>(), "{workers} threads");
        }
    }

    #[test]
    fn an_error_ends_it_before_the_rest_is_done() {
        let done = AtomicUsize::new(0);
        let work = |at: usize| {
            done.fetch_add(1, Ordering::Relaxed);
            at
        };
        let ended = each_on(2, 100_000, &work, &mut |_, at| if at == 10 { Err(at) } else { Ok(()) });
        assert_eq!(ended, Err(10));
        assert!(done.into_inner() <= 10 + 2 * WINDOW, "nobody listened, and yet the work went on");
    }
}
