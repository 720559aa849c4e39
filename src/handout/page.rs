//! Pages to print as files, each under a name that nothing has yet.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{show, write_new};
use crate::{
    fault::Fault,
    home::{Home, private_folder, regular},
    journal::name::slug,
    report::sheet::{Holds, Worksheet},
    text::Clean,
};

/// What to do with a page.
pub const HOW: &str = "A browser prints it, to paper or to a PDF file.";

/// Writes a page into a folder: `stem.html`, else `stem-2.html` … No file is written over. Where
/// the very same page is there already, that is the one.
pub fn save_free(folder: &Path, stem: &str, page: &str) -> Result<PathBuf, Fault> {
    let mut number = 1;
    loop {
        let path = folder.join(match number {
            1 => format!("{stem}.html"),
            _ => format!("{stem}-{number}.html"),
        });
        let there = regular::read(&path, page.len() as u64);
        if there.is_ok_and(|there| there == page.as_bytes()) {
            return Ok(path);
        }
        match write_new(&path, true, |out| out.write_all(page.as_bytes())) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(Fault::of_io("The page cannot be written", &path, &error)),
        }
    }
}

/// What the file of a sheet is called, without its ending.
pub fn stem(sheet: &Worksheet) -> String {
    let title = slug(sheet.title());
    match sheet.holds {
        Holds::Beginning => format!("{title}-sheet"),
        Holds::Later(part) => format!("{title}-sheet-part-{part}"),
        Holds::Everything => format!("{title}-sheet-facilitator"),
    }
}

/// Writes a sheet among the reports and opens it; where it lies and how it is printed, in words.
pub fn print(home: &Home, sheet: &Worksheet) -> Result<String, Fault> {
    let folder = home.reports();
    private_folder(&folder)?;
    let path = save_free(&folder, &stem(sheet), &sheet.page())?;
    let lies = Clean::line(&path.to_string_lossy());
    Ok(format!("{} {HOW} It lies here: {lies}", show(&path)))
}
