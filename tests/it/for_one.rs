//! What is for one person alone, however people head it or begin it, is that person's brief: it
//! stands in no reading, and whoever leads is told of the role.

use roundtable::case::{Case, read};

/// Headings, and whom what stands below is for.
const HEADINGS: &[(&str, &str)] = &[
    ("Alleen voor de wethouder", "wethouder"),
    ("Endast för rektorn", "rektorn"),
    ("Nur für Frau Thoma", "Frau Thoma"),
    ("Réservé à Claire", "Claire"),
    ("Uniquement pour la directrice", "directrice"),
    ("Solo para Ana", "Ana"),
    ("Solo per il sindaco", "sindaco"),
    ("Só para o gerente", "gerente"),
    ("Kun til ordføreren", "ordføreren"),
    ("Tylko dla Anny", "Anny"),
    ("Только для директора", "директора"),
    ("Instructions for Marta only", "Marta"),
    ("For Tom’s eyes only", "Tom"),
    ("Confidential information for the seller", "seller"),
    ("Vertrauliche Informationen nur für den Käufer", "Käufer"),
    ("Only for Ruth", "Ruth"),
];

/// Beginnings of lines, and whom the line is for.
const BEGUN: &[(&str, &str)] = &[
    ("Instructions for Marta only.", "Marta"),
    ("**Instructions for Marta only.**", "Marta"),
    ("Nur für Frau Thoma:", "Frau Thoma"),
    ("Réservé à Claire :", "Claire"),
    ("Alleen voor de wethouder –", "wethouder"),
    ("Only for Ruth:", "Ruth"),
    ("[For the nurse only]", "nurse"),
    ("*Solo para Ana:*", "Ana"),
];

fn holds(text: &str, role: &str) -> Case {
    let document = read(text, "square.md");
    let case = document.cases[0].clone();
    let seen = serde_json::to_string(&case.parts).unwrap();
    for secret in ["SECRETLY", "ASIDE"] {
        assert!(!seen.contains(secret), "{text}\n{seen}");
        let notes = serde_json::to_string(&case.facilitator_notes).unwrap();
        assert!(!notes.contains(secret), "{text}\n{notes}");
    }
    assert!(seen.contains("It is full."), "{text}\n{seen}");
    assert_eq!(case.questions().count(), 2, "{text}\n{seen}");
    let brief = case.briefs.iter().find(|brief| brief.role.as_str() == role);
    let brief = brief.unwrap_or_else(|| panic!("{text}\n{:?}", case.briefs));
    let told = serde_json::to_string(&brief.blocks).unwrap();
    assert!(told.contains("SECRETLY"), "{text}\n{told}");
    assert!(case.roles.iter().any(|own| own.as_str() == role));
    case
}

#[test]
fn a_heading_that_is_for_one_alone_opens_a_brief() {
    for (heading, role) in HEADINGS {
        let text = format!(
            "# The square\n\nIt is full.\n\n## {heading}\n\nIt is SECRETLY sold.\n\nSo says an ASIDE.\n\n## Questions\n\n1. Who moves?\n2. Who waits?\n"
        );
        holds(&text, role);
        let foreign = text.replace(
            "## Questions\n\n1. Who moves?\n2. Who waits?",
            "## To discuss\n\nQ1. Who moves?\n\nAnswer: Nobody.\n\nQ2. Who waits?\n\nAnswer: All.",
        );
        holds(&foreign, role);
    }
}

#[test]
fn a_line_that_begins_so_is_a_brief_with_what_goes_on_below() {
    for (label, role) in BEGUN {
        let text = format!(
            "# The square\n\nIt is full.\n\n{label} it is SECRETLY sold.\n\nSo says an ASIDE.\n\n## Questions\n\n1. Who moves?\n2. Who waits?\n"
        );
        holds(&text, role);
    }
    // A label that stands alone opens all that stands below it.
    let text = "# The square\n\nIt is full.\n\n**Nur für Frau Thoma**\n\nEs ist SECRETLY verkauft.\n\nUnd ASIDE.\n\n**Nur für Herrn Adam**\n\nSECRETLY nichts.\n\n## Fragen\n\n1. Wer geht?\n2. Wer wartet?\n";
    let case = holds(text, "Frau Thoma");
    assert_eq!(case.briefs.len(), 2);
    // What goes on for long behind the last one is text.
    let text = "# The square\n\nNur für Frau Thoma: es ist verkauft.\n\nAm Montag regnet es.\n\nAm Dienstag auch.\n\nAm Mittwoch nicht.\n\n## Fragen\n\n1. Wer geht?\n";
    let seen = serde_json::to_string(&read(text, "square.md").cases[0].parts).unwrap();
    assert!(
        seen.contains("Montag") && !seen.contains("verkauft"),
        "{seen}"
    );
}

#[test]
fn a_role_whose_text_is_secret_is_a_brief_and_one_that_is_told_to_all_is_not() {
    for (heading, first) in [
        ("Rolle: Frau Thoma", "Sie haben dem Werk SECRETLY zugesagt."),
        ("Role: the nurse", "You have SECRETLY left."),
        ("Rol – de wethouder", "U hebt SECRETLY ja gezegd."),
        (
            "Rôle : Claire",
            "Personne ne sait que c’est SECRETLY vendu.",
        ),
    ] {
        let role = heading.split([':', '–']).nth(1).unwrap().trim();
        let text = format!(
            "# The square\n\nIt is full.\n\n## {heading}\n\n{first}\n\nAnd an ASIDE.\n\n## Questions\n\n1. Who moves?\n2. Who waits?\n"
        );
        holds(&text, role);
    }
    let open = "# The square\n\n## Role: the nurse\n\nYou have worked here for years.\n\n## Questions\n\n1. Who moves?\n";
    let case = &read(open, "square.md").cases[0];
    assert!(case.briefs.is_empty());
}

#[test]
fn what_is_for_everybody_for_staff_or_for_a_purpose_is_no_brief() {
    for line in [
        "For reference only: the scale is in metres.",
        "Only for members: the door on the left.",
        "Parking is only for residents.",
        "The key was only for one day in his hands.",
        "For Marta it was only a game.",
        "Nur für den Dienstgebrauch",
        "For participants only",
    ] {
        let text =
            format!("# The square\n\nIt is full.\n\n{line}\n\n## Questions\n\n1. Who moves?\n");
        let case = &read(&text, "square.md").cases[0];
        assert!(case.briefs.is_empty(), "{line}: {:?}", case.briefs);
    }
    let text = "# The square\n\nIt is full.\n\n## For the trainer only\n\nIt is sold.\n\n## Questions\n\n1. Who moves?\n";
    let case = &read(text, "square.md").cases[0];
    assert!(case.briefs.is_empty());
    assert!(!serde_json::to_string(&case.parts).unwrap().contains("sold"));
}
