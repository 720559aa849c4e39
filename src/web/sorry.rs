//! What is said where nothing can be done: a page that says why, and what to do next.

use super::{
    guard::Stranger,
    page,
    route::{SAYS, percent},
    serve::Reply,
};

const NO_SEAT: &str = "This phone is not at the table, or its page is open on another one. Scan the code again, or type it.";

fn said(status: u16, title: &str, says: &str, link: Option<(&str, &str)>) -> Reply {
    let html = page::message(title, says, link, None);
    Reply::page(status, html).with(SAYS, percent(says))
}

pub(super) fn no_seat() -> Reply {
    said(
        401,
        "Not at the table",
        NO_SEAT,
        Some(("/", "Type the code")),
    )
}

pub(super) fn not_there() -> Reply {
    said(
        404,
        "There is nothing here",
        "Go back to your page.",
        Some(("/me", "My page")),
    )
}

pub(super) fn not_understood() -> Reply {
    said(
        400,
        "That was not understood",
        "Nothing was changed. Go back to your page and try again.",
        Some(("/me", "My page")),
    )
}

pub(super) fn too_much() -> Reply {
    said(
        413,
        "That is too much at once",
        "Nothing was changed. Shorten it, and hand it in again.",
        Some(("/me", "My page")),
    )
}

pub(super) fn stranger(stranger: Stranger, own: &str) -> Reply {
    match stranger {
        Stranger::Host => {
            let says = format!(
                "This session is at {own}. Type that address, with the numbers and the colon."
            );
            said(421, "Not this address", &says, None)
        }
        Stranger::Origin | Stranger::Kind => said(
            403,
            "That came from elsewhere",
            "Only pages of this session may hand something in. Go back to your page.",
            Some(("/me", "My page")),
        ),
    }
}
