//! Time and peak memory of one run.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::error::TaskError;
use crate::run::shown;

/// What one run cost.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// From start to end.
    pub time: Duration,
    /// The most memory it held at once; `None` where the system does not say.
    pub peak_bytes: Option<u64>,
}

/// Runs a command to its end.
///
/// Peak memory is what `/usr/bin/time -v` calls the maximum resident set, asked of the kernel
/// while the program runs, so that nothing need be installed.
pub fn measured(command: &mut Command) -> Result<Run, TaskError> {
    let start = |command: &Command, error| TaskError::Start(shown(command), error);
    let started = Instant::now();
    let mut child = super::silent(command).spawn().map_err(|error| start(command, error))?;
    let mut peak_bytes = None;
    let status = loop {
        peak_bytes = peak_bytes.max(high_water(child.id()));
        match child.try_wait().map_err(|error| start(command, error))? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let time = started.elapsed();
    if status.success() {
        Ok(Run { time, peak_bytes })
    } else {
        Err(TaskError::Failed(format!("{} ({status})", shown(command))))
    }
}

/// The most memory that a running process has held so far, on Linux.
fn high_water(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    parse_high_water(&status)
}

fn parse_high_water(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_is_understood() {
        let status = "Name:\tcairn\nVmPeak:\t  900 kB\nVmHWM:\t    12 kB\nVmRSS:\t 8 kB\n";
        assert_eq!(parse_high_water(status), Some(12 * 1024));
        assert_eq!(parse_high_water("Name:\tcairn\n"), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_run_that_fails_is_no_measurement() {
        assert!(measured(&mut Command::new("true")).is_ok());
        assert!(measured(&mut Command::new("false")).is_err());
    }
}
