//! What a key press does in each kind of field.

use super::{Choice, Editor, FormError, Go, Press, Rank, Scale, Step, too_long};

pub(super) fn type_in(editor: &mut Editor, press: Press) -> Result<(), FormError> {
    match press {
        Press::Char(letter) => editor.type_char(letter).map_err(too_long)?,
        Press::Paste(text) => editor.paste(&text).map_err(too_long)?,
        Press::Toggle => editor.type_char(' ').map_err(too_long)?,
        Press::Go(go) => editor.go(go),
        Press::Erase(what) => editor.erase(what),
        Press::Undo if !editor.undo() => return Err(FormError("Nothing to take back.".to_owned())),
        Press::Redo if !editor.redo() => return Err(FormError("Nothing to do again.".to_owned())),
        Press::Undo
        | Press::Redo
        | Press::Enter
        | Press::NextField
        | Press::FieldBefore
        | Press::Carry(_) => {}
    }
    Ok(())
}

pub(super) fn choose(choice: &mut Choice, press: &Press) -> Result<(), FormError> {
    match press {
        Press::Char(letter) => choice.type_char(*letter)?,
        Press::Toggle => choice.toggle()?,
        Press::Go(go) => choice.step(step_of(*go)),
        _ => {}
    }
    Ok(())
}

pub(super) fn mark(scale: &mut Scale, press: &Press) -> Result<(), FormError> {
    match press {
        Press::Char(letter) => scale.type_char(*letter)?,
        Press::Go(Go::Left) => scale.nudge(false),
        Press::Go(Go::Right) => scale.nudge(true),
        Press::Go(go) => scale.step(step_of(*go)),
        _ => {}
    }
    Ok(())
}

pub(super) fn order(rank: &mut Rank, press: &Press) -> Result<(), FormError> {
    match press {
        Press::Char(letter) => rank.type_char(*letter)?,
        Press::Toggle => rank.toggle(),
        Press::Carry(step) => rank.carry(*step),
        Press::Go(go) => rank.step(step_of(*go)),
        _ => {}
    }
    Ok(())
}

fn step_of(go: Go) -> Step {
    match go {
        Go::Left | Go::Up | Go::WordLeft => Step::Back,
        Go::Right | Go::Down | Go::WordRight => Step::On,
        Go::Home | Go::Top | Go::PageUp => Step::First,
        Go::End | Go::Bottom | Go::PageDown => Step::Last,
    }
}
