//! Which sheet of a document is to be printed.

use crate::{
    case::Case,
    library::Loaded,
    report::sheet::Worksheet,
    session::{Actor, Session},
    tui::effect::Effect,
};

/// Asks which sheet of a document is to be printed, of that case or of all that it holds.
pub(in crate::tui) fn ask(loaded: &Loaded, number: Option<usize>) -> Effect {
    let all = loaded.document.cases.as_slice();
    let one = number.and_then(|number| all.get(number));
    of(one.map_or(all, std::slice::from_ref))
}

/// The same of the case of a session, for whoever steers it.
pub(in crate::tui) fn of_session(session: &Session) -> Effect {
    match session.case_for_paper(Actor::Desk) {
        Ok(case) => of(std::slice::from_ref(&*case)),
        Err(refusal) => Effect::Tell(refusal.to_string()),
    }
}

fn of(cases: &[Case]) -> Effect {
    let what = match cases {
        [] => return Effect::Tell("There is no case in this document.".to_owned()),
        [only] => format!("A sheet of “{}” for paper", only.title),
        _ => "A sheet for paper".to_owned(),
    };
    let says = |sheet: &Worksheet| match cases.len() {
        1 => sheet.says(),
        _ => format!("{}. {}", sheet.title(), sheet.says()),
    };
    let sheets = cases.iter().flat_map(|case| Worksheet::all(case.clone()));
    let choices = sheets.map(|sheet| (says(&sheet), vec![Effect::Print(sheet)]));
    let text = format!("{what}. It opens in the browser, which prints it.");
    Effect::Choices(text, choices.collect())
}
