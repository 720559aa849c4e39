//! `roundtable share` and `roundtable compare`: what leaves a group, and many groups side by side.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{Outcome, printed};
use crate::{
    fault::Fault,
    handout::share::{self, Found},
    home::Home,
    report::compare::{Comparison, compare},
    text::{Clean, plural},
};

/// Says what will leave, and writes it unless it is only a try: then it goes to standard output.
pub(super) fn share(paths: &[PathBuf], to: &Path, dry_run: bool, home: &Home) -> Outcome {
    let shared: Result<Vec<_>, _> = paths.iter().map(|path| share::shared(home, path)).collect();
    let shared = shared?;
    for one in &shared {
        tell(&format!("{}: {}", one.name, one.sum));
    }
    if dry_run {
        tell("Nothing was written. This is all that would leave:");
        let mut out = io::stdout();
        let mut written = shared.iter().map(|one| out.write_all(one.text.as_bytes()));
        return printed(written.try_for_each(|result| result).map(|()| true));
    }
    for one in &shared {
        let path = share::write(to, one)?;
        tell(&format!("Written to {}", path.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Compares what files and folders hold.
pub(super) fn side_by_side(paths: &[PathBuf], output: Option<&Path>, separator: &str) -> Outcome {
    let Found {
        groups,
        left,
        foreign,
    } = share::gather(paths)?;
    for (path, why) in &left {
        tell(&format!("Left out {}: {why}", path.display()));
    }
    if foreign > 0 {
        let files = plural(foreign, "file is none", "files are none");
        tell(&format!("{files} of Roundtable’s, and left out."));
    }
    if groups.is_empty() {
        return Err(Fault::new(
            "There is nothing to compare",
            "Name sessions, their report.json, what “roundtable share” wrote, or folders that hold them.",
        )
        .into());
    }
    let comparison = compare(groups);
    say_what_differs(&comparison);
    let separator = *separator.as_bytes().first().unwrap_or(&b',');
    let folder = output.unwrap_or(Path::new("comparison"));
    for path in share::write_comparison(folder, &comparison, separator)? {
        tell(&format!("Written to {}", path.display()));
    }
    Ok(if left.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn say_what_differs(comparison: &Comparison) {
    if comparison.twice > 0 {
        let files = plural(comparison.twice, "file is", "files are");
        tell(&format!(
            "{files} of a session that was given already: it counts once."
        ));
    }
    let mut versions: BTreeMap<(&Clean, u32), usize> = BTreeMap::new();
    for question in &comparison.questions {
        *versions
            .entry((&question.case, question.number))
            .or_default() += 1;
    }
    for ((case, number), count) in versions.iter().filter(|(_, count)| **count > 1) {
        tell(&format!(
            "Question {number} of “{case}” comes in {count} versions: each stands by itself."
        ));
    }
    if comparison.groups == 1 {
        tell("There is one group: nothing stands beside it.");
    }
}

fn tell(words: &str) {
    let _ = writeln!(io::stderr(), "{}", Clean::line(words));
}
