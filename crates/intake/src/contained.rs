//! Runs other people's parsers so that a panic, a deep recursion or an endless loop in them is an
//! error of one document.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Once, mpsc};
use std::thread;
use std::time::Duration;

/// Name of the threads whose panics are answers and not printed.
const THREAD: &str = "cairn-intake-parser";
/// Address space for the stack; memory is used only as far as the stack grows.
const STACK: usize = 256 << 20;

/// Why there is no answer.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The parser panicked, saying this.
    Panicked(String),
    /// It was still at work when its time was over. Its thread is left to itself.
    TooSlow,
    /// The machine would not start a thread.
    NoThread,
}

/// Runs `work` on a thread of its own with a large stack, for at most `time`.
pub(crate) fn run<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    keep_panics_quiet();
    let (sender, receiver) = mpsc::sync_channel(1);
    thread::Builder::new()
        .name(THREAD.to_owned())
        .stack_size(STACK)
        .spawn(move || {
            let answer = panic::catch_unwind(AssertUnwindSafe(work));
            // Nobody listens any more when the time was over.
            let _ = sender.send(answer);
        })
        .map_err(|_| Failure::NoThread)?;
    match receiver.recv_timeout(time) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(payload)) => Err(Failure::Panicked(message(&*payload))),
        Err(_) => Err(Failure::TooSlow),
    }
}

/// The default hook prints each panic to standard error; those contained here are reported as
/// errors instead. Panics of all other threads go to the hook that was there before.
fn keep_panics_quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(THREAD) {
                before(info);
            }
        }));
    });
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = (payload.downcast_ref::<&str>().copied())
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("it gave no reason");
    text.lines().next().unwrap_or_default().chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_and_endless_loops_are_answers() {
        let long = Duration::from_secs(600);
        assert_eq!(run(long, || 7), Ok(7));
        assert_eq!(
            run(long, || -> u8 { panic!("bad {}", "table") }),
            Err(Failure::Panicked("bad table".to_owned()))
        );
        let (_keep, never) = mpsc::channel::<()>();
        let stuck = run(Duration::from_millis(1), move || never.recv().is_ok());
        assert_eq!(stuck, Err(Failure::TooSlow));
    }
}
