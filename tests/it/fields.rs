//! What is printed, recorded or sent is made of clean text: by the types' fields, and by harm in
//! each text of a report that somebody else hands in.

use roundtable::{
    report::{
        compare::{Group, compare, csv, html, json as compared},
        json, rows,
    },
    session::{Actor, Command, Level},
    text::clean,
};
use serde_json::Value;
use syn::{
    Fields, Item, PathSegment, Visibility,
    visit::{self, Visit},
};

use crate::{
    house::{files, module},
    injection::HARM,
    leaving::{agree, at_the_close},
    tidy::{complain, root},
};
use roundtable::protocol::Names;

/// Rooms whose public types are data that leaves the program.
const ROOMS: &[&str] = &[
    "case", "journal", "library", "protocol", "report", "session", "study",
];

/// Fields that hold text as it came, and why that reaches nobody.
const AS_IT_CAME: &[(&str, &str)] = &[
    (
        "library::Loaded.text",
        "the document itself, which is read and never shown",
    ),
    ("case::vocabulary::Named.number", "compared, never shown"),
    (
        "study::shelf::Begin::New.said",
        "sentences of ours, which every front cleans as it tells them",
    ),
];

/// Whether `String` is somewhere in a type.
struct HasString(bool);

impl Visit<'_> for HasString {
    fn visit_path_segment(&mut self, segment: &PathSegment) {
        self.0 |= segment.ident == "String";
        visit::visit_path_segment(self, segment);
    }
}

/// Public fields of a type, by name, that hold a `String` somewhere.
fn strings(item: &Item) -> Vec<String> {
    let holds = |field: &&syn::Field| {
        let mut looked = HasString(false);
        looked.visit_type(&field.ty);
        looked.0
    };
    let of = |name: &syn::Ident, fields: &Fields, is_enum: bool| {
        let open = |field: &&syn::Field| is_enum || matches!(field.vis, Visibility::Public(_));
        let found = fields.iter().filter(open).filter(holds);
        found
            .map(|field| match &field.ident {
                Some(own) => format!("{name}.{own}"),
                None => name.to_string(),
            })
            .collect::<Vec<_>>()
    };
    match item {
        Item::Struct(made) if matches!(made.vis, Visibility::Public(_)) => {
            of(&made.ident, &made.fields, false)
        }
        Item::Enum(made) if matches!(made.vis, Visibility::Public(_)) => made
            .variants
            .iter()
            .flat_map(|variant| of(&variant.ident, &variant.fields, true))
            .map(|field| format!("{}::{field}", made.ident))
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn what_is_shown_or_kept_is_clean_by_its_type() {
    let source = root().join("src");
    let mut complaints = Vec::new();
    let mut types = 0;
    let mut excused = AS_IT_CAME.to_vec();
    for path in files(&source) {
        let inside = path.strip_prefix(&source).unwrap();
        let module = module(inside);
        if !module
            .get(1)
            .is_some_and(|room| ROOMS.contains(&room.as_str()))
        {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for item in &syn::parse_file(&text).unwrap().items {
            types += usize::from(matches!(item, Item::Struct(_) | Item::Enum(_)));
            for field in strings(item) {
                let whole = format!("{}::{field}", module.get(1..).unwrap().join("::"));
                let known = excused.iter().position(|(name, _)| *name == whole);
                match known {
                    Some(at) => drop(excused.remove(at)),
                    None => complaints.push(format!("{whole} is a String: make it Clean")),
                }
            }
        }
    }
    assert!(types > 200, "{types} types were looked at");
    complaints.extend(
        excused
            .iter()
            .map(|(name, _)| format!("{name} is excused for nothing")),
    );
    complain(&complaints);
}

/// A value with harm behind one of its texts; none where it has fewer texts.
fn harmed(value: &Value, which: usize) -> Option<Value> {
    fn walk(value: &mut Value, left: &mut usize) -> bool {
        match value {
            Value::String(text) => {
                if *left == 0 {
                    text.push_str(HARM);
                    return true;
                }
                *left -= 1;
                false
            }
            Value::Array(list) => list.iter_mut().any(|one| walk(one, left)),
            Value::Object(map) => map.values_mut().any(|one| walk(one, left)),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
    let mut copy = value.clone();
    let mut left = which;
    walk(&mut copy, &mut left).then_some(copy)
}

#[test]
fn harm_in_any_text_of_somebody_elses_report_stays_text() {
    let mut table = at_the_close(Names::Named, 6);
    for person in 1..=6 {
        agree(&mut table, person, Level::Named);
    }
    table.must(Actor::Desk, Command::Close);
    let report = json::write(&crate::report::report_of(&table));
    let sound: Value = serde_json::from_str(&report).unwrap();
    let mut read = 0;
    for which in 0.. {
        let Some(value) = harmed(&sound, which) else {
            assert!(which > 100, "{which} texts");
            break;
        };
        match rows::of_json(&value.to_string()) {
            // What is no report any more is refused in clean words.
            Err(why) => assert_eq!(clean(&why.to_string()), why.to_string()),
            Ok(rows) => {
                read += 1;
                let name = format!("group{HARM}").into();
                let made = compare(vec![Group { name, rows }]);
                // A mark before all and ends of lines are what spreadsheets want.
                let sheet = csv(&made, b',').replace("\r\n", "\n");
                let sheet = sheet.trim_start_matches('\u{feff}').to_owned();
                for out in [html(&made), sheet, compared(&made)] {
                    assert_eq!(clean(&out), out, "text {which}");
                }
            }
        }
    }
    assert!(read > 50, "{read} were read");
}
