//! What one system offers the house, the other offers too.

use std::{collections::BTreeSet, fs};

use syn::{FnArg, ImplItem, Item, ReturnType, Signature, Visibility, spanned::Spanned};

use crate::tidy::root;

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// A function as its callers see it: name, types in and out.
fn shape(of: &str, signature: &Signature) -> String {
    let words = |text: Option<String>| {
        let text = text.unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let inputs = signature.inputs.iter().map(|input| match input {
        FnArg::Receiver(own) => words(own.span().source_text()),
        FnArg::Typed(typed) => words(typed.ty.span().source_text()),
    });
    let inputs: Vec<_> = inputs.collect();
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, output) => words(output.span().source_text()),
    };
    format!("{of}{}({}) -> {output}", signature.ident, inputs.join(", "))
}

/// All that a file of `os` offers.
fn offers(text: &str) -> BTreeSet<String> {
    let mut offers = BTreeSet::new();
    for item in syn::parse_file(text).unwrap().items {
        match item {
            Item::Fn(made) if is_public(&made.vis) => {
                offers.insert(shape("", &made.sig));
            }
            Item::Struct(made) if is_public(&made.vis) => {
                offers.insert(format!("struct {}", made.ident));
            }
            Item::Const(made) if is_public(&made.vis) => {
                let ty = made.ty.span().source_text().unwrap();
                offers.insert(format!("const {}: {ty}", made.ident));
            }
            Item::Impl(made) if made.trait_.is_none() => {
                let of = made.self_ty.span().source_text().unwrap();
                for item in made.items {
                    if let ImplItem::Fn(made) = item
                        && is_public(&made.vis)
                    {
                        offers.insert(shape(&format!("{of}::"), &made.sig));
                    }
                }
            }
            Item::Enum(made) => assert!(!is_public(&made.vis), "enums stand in os.rs"),
            _ => {}
        }
    }
    offers
}

fn of_system(name: &str) -> BTreeSet<String> {
    offers(&fs::read_to_string(root().join("src/os").join(name)).unwrap())
}

#[test]
fn every_system_offers_the_same() {
    let unix = of_system("unix.rs");
    assert!(unix.len() > 15, "{unix:?}");
    assert_eq!(unix, of_system("windows.rs"));
}

#[test]
fn what_differs_is_seen() {
    let one = offers("pub fn wait(limit: Option<Duration>) -> bool { true }");
    for other in [
        "pub fn wait(limit: Duration) -> bool { true }",
        "pub fn wait(limit: Option<Duration>) {}",
        "fn wait(limit: Option<Duration>) -> bool { true }",
        "pub fn waits(limit: Option<Duration>) -> bool { true }",
    ] {
        assert_ne!(one, offers(other), "{other}");
    }
    let same = "pub fn wait(\n    other: Option<Duration>) -> bool { false }";
    assert_eq!(one, offers(same));
}
